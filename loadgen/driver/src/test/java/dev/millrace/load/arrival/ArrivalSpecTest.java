package dev.millrace.load.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalSpecTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static ArrivalSpec read(String json) throws JsonProcessingException {
        return MAPPER.readValue(json.replace('\'', '"'), ArrivalSpec.class);
    }

    @Test
    void everyShapeIsReadFromItsNameAndWrittenBack() throws JsonProcessingException {
        for (String json : List.of(
                "{'shape':'constant','rate':10}",
                "{'shape':'ramp','from':1,'to':2,'spacing':'even'}",
                "{'shape':'ramp','from':1,'to':2,'over':'30s'}",
                "{'shape':'step','rates':[1,2.5],'each':'10s'}",
                "{'shape':'daily','low':1,'high':2,'period':'5m'}",
                "{'shape':'flash-sale','base':1,'peak':2,'at':'10s','lasting':'20s'}",
                "{'shape':'bursty','base':1,'burst':2,'every':'10s','lasting':'500ms'}",
                "{'shape':'replay','file':'x.csv','column':'time','speed':60}")) {
            ArrivalSpec spec = read(json);
            String written = MAPPER.writerFor(ArrivalSpec.class).writeValueAsString(spec);
            assertThat(MAPPER.readValue(written, ArrivalSpec.class)).as(written).isEqualTo(spec);
        }
        assertThat(read("{'shape':'bursty','base':1,'burst':2,'every':'10s','lasting':'500ms'}"))
                .isEqualTo(new Bursts(1, 2, Duration.ofSeconds(10), Duration.ofMillis(500), Spacing.POISSON));
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> read("{'shape':'sawtooth'}")).hasMessageContaining("sawtooth");
        assertThatThrownBy(() -> read("{'shape':'constant','rate':-5}")).hasMessageContaining("'rate': '-5'");
        assertThatThrownBy(() -> read("{'shape':'constant','speed':5}")).hasMessageContaining("speed");
        assertThatThrownBy(() -> read("{'shape':'daily','low':1,'high':2,'period':'soon'}"))
                .hasMessageContaining("'soon' is not a duration such as");
    }
}
