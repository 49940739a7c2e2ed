package dev.millrace.local.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RedrivenSetTest {
    @Test
    void whatWasAddedInAnyOrderIsFoundAfterReadingItBack() {
        var random = new Random(42);
        var expected = new TreeSet<Long>();
        RedrivenSet set = RedrivenSet.parse("");
        for (int i = 0; i < 500; i++) {
            long offset = 5_000_000_000L + random.nextInt(2_000);
            expected.add(offset);
            set.add(offset);
        }
        RedrivenSet read = RedrivenSet.parse(set.text());
        for (long offset = 5_000_000_000L - 10; offset < 5_000_002_010L; offset++) {
            assertThat(read.contains(offset)).as("%d", offset).isEqualTo(expected.contains(offset));
        }
        assertThat(read.end()).isEqualTo(expected.last() + 1);
    }

    @Test
    void lettersThatTheTopicNoLongerHoldsAreForgotten() {
        RedrivenSet set = RedrivenSet.parse("");
        set.add(10);
        set.add(20);
        set.forgetBefore(15);
        assertThat(set.contains(10)).isFalse();
        assertThat(set.contains(20)).isTrue();
        set.add(3);
        assertThat(RedrivenSet.parse(set.text()).contains(3)).isTrue();
        assertThat(RedrivenSet.parse(set.text()).contains(20)).isTrue();
    }

    @Test
    void theWorstTwentyFourThousandLettersFitBesideAnOffset() {
        var random = new Random(7);
        RedrivenSet set = RedrivenSet.parse("");
        for (int offset = 0; offset < 24_000; offset++) {
            if (random.nextBoolean()) {
                set.add(offset);
            }
        }
        assertThat(set.text().length()).isLessThanOrEqualTo(RedrivenSet.MAX_TEXT);
    }

    @Test
    void foreignMetadataIsToldAndNotTakenForEmpty() {
        assertThatThrownBy(() -> RedrivenSet.parse("hello")).hasMessageContaining("'hello'");
    }
}
