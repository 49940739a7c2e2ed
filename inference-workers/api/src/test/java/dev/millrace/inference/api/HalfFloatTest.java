package dev.millrace.inference.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatTest {
    @Test
    void everyHalfComesBack() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (Float.isNaN(value)) {
                assertThat(bits & 0x7fff).isGreaterThan(0x7c00);
                assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(value))).isNaN();
            } else {
                assertThat(HalfFloat.fromFloat(value)).as("%x", bits).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void knownNumbersAreMet() {
        assertThat(HalfFloat.fromFloat(1)).isEqualTo((short) 0x3c00);
        assertThat(HalfFloat.fromFloat(-2)).isEqualTo((short) 0xc000);
        assertThat(HalfFloat.fromFloat(65_504)).isEqualTo((short) 0x7bff);
        assertThat(HalfFloat.fromFloat(65_519.996f)).isEqualTo((short) 0x7bff);
        assertThat(HalfFloat.fromFloat(65_520)).isEqualTo((short) 0x7c00);
        assertThat(HalfFloat.fromFloat(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
        assertThat(HalfFloat.fromFloat(0x1p-24f)).isEqualTo((short) 1);
        assertThat(HalfFloat.fromFloat(0x1p-25f)).as("a tie goes to even").isZero();
        assertThat(HalfFloat.fromFloat(-0f)).isEqualTo((short) 0x8000);
    }

    /** The oracle is the definition: no half is nearer than the one chosen, and of two as near the even one is. */
    @Test
    void roundingGoesToTheNearestAndTiesToEven() {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            float value = Math.scalb(1 + random.nextFloat(), random.nextInt(42) - 26);
            if (i % 3 == 0) { // a tie, exactly between two halves
                short half = HalfFloat.fromFloat(value);
                value = (HalfFloat.toFloat(half) + HalfFloat.toFloat((short) (half + 1))) / 2;
            }
            if (value >= 65_504) {
                continue;
            }
            int chosen = HalfFloat.fromFloat(value);
            double distance = Math.abs((double) HalfFloat.toFloat((short) chosen) - value);
            for (int other : new int[] {chosen - 1, chosen + 1}) {
                if (other >= 0) {
                    double further = Math.abs((double) HalfFloat.toFloat((short) other) - value);
                    assertThat(distance).as("%s", value).isLessThanOrEqualTo(further);
                    if (distance == further) {
                        assertThat(chosen % 2).as("%s", value).isZero();
                    }
                }
            }
        }
    }
}
