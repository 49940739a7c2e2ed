package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MillisTest {
    @ParameterizedTest
    @CsvSource({"0, 0.0", "1, 0.001", "20, 0.02", "300, 0.3", "512, 0.512", "2000, 2.0", "9007199254740, 9007199254.74"
    })
    void noMoreDecimalsThanThereAre(long micros, String text) {
        assertThat(text(micros)).isEqualTo(text);
    }

    @Property
    void isTheSameNumber(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 1024) long micros) {
        assertThat(Double.parseDouble(text(micros))).isEqualTo(Timings.millis(micros));
    }

    private static String text(long micros) {
        var into = new char[Millis.LONGEST];
        return new String(into, 0, Millis.write(micros, into));
    }
}
