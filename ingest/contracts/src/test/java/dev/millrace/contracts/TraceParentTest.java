package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final SourceRef SOURCE = new SourceRef("t", 1, 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later"
            })
    void aProducersIsKept(String given) {
        assertThat(TraceParent.orDerived(given, SOURCE)).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\"-00f067aa0ba902b7-01"
            })
    void whatIsNoneIsReplacedByOneThatIs(String given) {
        assertThat(TraceParent.orDerived(given, SOURCE))
                .isEqualTo(TraceParent.orDerived(null, SOURCE))
                .satisfies(derived -> assertThat(TraceParent.isValid(derived)).isTrue());
    }

    @Property(tries = 500)
    void noTextBreaksIt(@ForAll @StringLength(max = 70) String text) {
        assertThat(TraceParent.isValid(TraceParent.orDerived(text, SOURCE))).isTrue();
    }

    /** Processes of two versions that see the same record must mean the same trace. */
    @Test
    void theDerivedOneNeverChanges() {
        assertThat(TraceParent.orDerived(null, new SourceRef("sensor-readings", 3, 123_456_789)))
                .isEqualTo("00-d1bc1651c3cf033dbb217f41a7f7af9b-21e3156262a6c5c9-00");
    }
}
