package dev.millrace.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PopularityTest {
    @Test
    void everyRankHasAKeyOfItsOwn() {
        for (int keys : new int[] {1, 2, 3, 4, 6, 97, 1000, 1024}) {
            var popularity = new Popularity(keys, 1, 5, new Source(1));
            var seen = new BitSet();
            for (int rank = 1; rank <= keys; rank++) {
                int key = popularity.key(rank);
                assertThat(key).isBetween(0, keys - 1);
                seen.set(key);
            }
            assertThat(seen.cardinality()).isEqualTo(keys);
        }
    }

    @Test
    void theHotKeysGetTheirTheoreticalShares() {
        int keys = 1_000_000;
        for (double skew : new double[] {.8, 1, 1.2}) {
            var popularity = new Popularity(keys, skew, 5, new Source(9));
            int[] hits = new int[3];
            int draws = 400_000;
            for (int i = 0; i < draws; i++) {
                int key = popularity.next();
                for (int rank = 1; rank <= 3; rank++) {
                    if (key == popularity.key(rank)) {
                        hits[rank - 1]++;
                    }
                }
            }
            double top = Popularity.topShare(keys, skew);
            for (int rank = 1; rank <= 3; rank++) {
                double share = top * Math.pow(rank, -skew);
                assertThat((double) hits[rank - 1] / draws)
                        .as("rank " + rank + " at skew " + skew)
                        .isCloseTo(share, within(4.5 * Math.sqrt(share / draws)));
            }
        }
    }

    @Test
    void theShareOfTheHottestIsTheZipfConstant() {
        // 1 / H(10^6) for skew 1; uniform for skew 0.
        assertThat(Popularity.topShare(1_000_000, 1)).isCloseTo(1 / 14.392727, within(1e-6));
        assertThat(Popularity.topShare(250, 0)).isCloseTo(1 / 250.0, within(1e-12));
    }

    @Test
    void withoutSkewAllKeysAreDrawnAlike() {
        int[] counts = new int[100];
        var popularity = new Popularity(100, 0, 5, new Source(3));
        for (int i = 0; i < 100_000; i++) {
            counts[popularity.next()]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(850, 1150);
        }
    }
}
