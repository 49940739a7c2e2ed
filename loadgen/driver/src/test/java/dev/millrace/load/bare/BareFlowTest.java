package dev.millrace.load.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BareFlowTest {
    @Test
    void flowsAreASettingAndBack() {
        var flows = List.of(new BareFlow("readings", "scores", .25, 700), new BareFlow("events", "lists", 1, 8));
        assertThat(BareFlow.parse(BareFlow.inWords(flows))).isEqualTo(flows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readings:scores:.25 | input:output:perEvent:bytes",
                "a:b:0:100 | 0.0 results per event",
                "a:b:1:7 | results of 7 bytes",
                "a:b:x:7 | x",
                "a:b:1:8, | input:output:perEvent:bytes",
            })
    void whatIsNoFlowIsRefusedInWords(String text, String words) {
        assertThatThrownBy(() -> BareFlow.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
