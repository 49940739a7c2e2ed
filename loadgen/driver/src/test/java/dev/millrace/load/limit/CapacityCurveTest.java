package dev.millrace.load.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.load.limit.CapacityCurve.Point;
import dev.millrace.load.limit.RateLimit.End;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapacityCurveTest {
    private final CapacityCurve curve = new CapacityCurve(
            "workers", List.of(point(4, 30_000.0), point(1, 10_000.0), point(2, 18_000.0), point(8, null)));

    @Test
    void tableTellsWhatEachUnitBrings() {
        List<String> lines = curve.table().plain().lines().toList();

        assertThat(lines.get(0)).matches("workers +events/s +speed-up +efficiency +found");
        assertThat(lines.get(1)).matches(" +1 +10,000 +1 +1 +10,000 events/s is sustained");
        assertThat(lines.get(2)).matches(" +2 +18,000 +1.80 +0.900 .*");
        assertThat(lines.get(3)).matches(" +4 +30,000 +3 +0.750 .*");
        assertThat(lines.get(4)).matches(" +8 +- +- +- +no rate is sustained");
    }

    @Test
    void seriesIsThePlotOfAReport() {
        assertThat(curve.series().plot()).isEqualTo("capacity");
        assertThat(curve.series().seconds()).containsExactly(1.0, 2.0, 4.0, 8.0);
        assertThat(curve.series().values()).containsExactly(10_000.0, 18_000.0, 30_000.0, null);
    }

    @Test
    void curveWithoutPointsIsRefused() {
        assertThatThrownBy(() -> new CapacityCurve("cores", List.of())).hasMessageContaining("cores has 0 points");
    }

    private static Point point(int amount, @Nullable Double sustained) {
        return new Point(amount, new RateLimit(End.FOUND, sustained, null, List.of()));
    }
}
