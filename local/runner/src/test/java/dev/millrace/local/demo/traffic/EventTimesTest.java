package dev.millrace.local.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {
    @ParameterizedTest
    @CsvSource({
        "2014-04-10 07:15:00, 2014-04-10T07:15:00Z",
        "2014-04-10 07:15:00.000000, 2014-04-10T07:15:00Z",
        "2014-04-10 07:15:00.25, 2014-04-10T07:15:00.250Z",
        "2014-04-10 07:15, 2014-04-10T07:15:00Z",
        "2014-04-10T07:15:00, 2014-04-10T07:15:00Z",
        "2014-04-10T07:15:00Z, 2014-04-10T07:15:00Z",
        "2014-04-10T09:15:00+02:00, 2014-04-10T07:15:00Z",
        "2014-04-10 09:15:00+02:00, 2014-04-10T07:15:00Z",
        "2014-04-10, 2014-04-10T00:00:00Z",
        "1397114100, 2014-04-10T07:15:00Z",
        "1397114100.5, 2014-04-10T07:15:00.500Z",
        "1397114100000, 2014-04-10T07:15:00Z",
        "1.3971141E9, 2014-04-10T07:15:00Z"
    })
    void timesOfAllUsualFormsAreRead(String text, String instant) {
        assertThat(EventTimes.parse(text)).isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "10/04/2014", "2014-13-01 00:00:00", "2014-04-10 25:00:00"})
    void otherTextsAreRefusedByName(String text) {
        assertThatThrownBy(() -> EventTimes.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
