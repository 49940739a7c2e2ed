package dev.millrace.scaler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SeasonalForecastTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Monday. */
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 0, 0);

    private final SeasonalForecast forecast = new SeasonalForecast(BERLIN);

    @Test
    void nothingIsSaidBeforeTwoDaysOfIt() {
        teach(START, 1, time -> 100);
        assertThat(forecast.expected(epoch(START.plusDays(1).plusHours(6)))).isZero();
        teach(START.plusDays(1), 1, time -> 100);
        assertThat(forecast.expected(epoch(START.plusDays(2).plusHours(6)))).isEqualTo(100, within(1e-6));
    }

    @Test
    void theWeekCountsOnceItIsKnown() {
        ToDoubleFunction<LocalDateTime> load = time -> time.getDayOfWeek().getValue() >= 6 ? 10 : 100;
        teach(START, 7, load);
        assertThat(forecast.expected(epoch(START.plusDays(12))))
                .as("a Saturday, by the day only")
                .isGreaterThan(30);
        teach(START.plusDays(7), 7, load);
        assertThat(forecast.expected(epoch(START.plusDays(19).plusHours(9)))).isEqualTo(10, within(1e-6));
        assertThat(forecast.expected(epoch(START.plusDays(21).plusHours(9)))).isEqualTo(100, within(1e-6));
    }

    @Test
    void thePeakIsFoundWhereverItLies() {
        teach(START, 3, SeasonalForecastTest::evening);
        LocalDateTime day = START.plusDays(3);
        assertThat(forecast.peakWithin(
                        epoch(day.plusHours(17)), epoch(day.plusHours(17).plusMinutes(59))))
                .isEqualTo(100, within(1e-6));
        assertThat(forecast.peakWithin(epoch(day.plusHours(17)), epoch(day.plusHours(18))))
                .isEqualTo(1_000, within(1e-6));
        assertThat(forecast.peakWithin(epoch(day), epoch(day.plusDays(1)))).isEqualTo(1_000, within(1e-6));
    }

    @Test
    void oneOddDayIsNotLearnt() {
        teach(START, 14, SeasonalForecastTest::evening);
        teach(START.plusDays(14), 1, time -> 50_000);
        assertThat(forecast.expected(epoch(START.plusDays(21).plusHours(9)))).isEqualTo(133, within(1.));
        teach(START.plusDays(15), 6, SeasonalForecastTest::evening);
        teach(START.plusDays(21), 7, SeasonalForecastTest::evening);
        assertThat(forecast.expected(epoch(START.plusDays(28).plusHours(9)))).isLessThan(125);
    }

    @Test
    void aNewShapeIsLearntInSomeRounds() {
        teach(START, 14, time -> 100);
        teach(START.plusDays(14), 70, time -> 1_000);
        assertThat(forecast.expected(epoch(START.plusDays(84).plusHours(9)))).isGreaterThan(800);
    }

    @Test
    void thePeakStaysAtItsHourWhenClocksChange() {
        LocalDateTime friday = LocalDateTime.of(2026, 3, 26, 0, 0);
        teach(friday, 2, SeasonalForecastTest::evening);
        LocalDateTime summer = LocalDateTime.of(2026, 3, 30, 0, 0);
        assertThat(forecast.expected(epoch(summer.plusHours(17).plusMinutes(50))))
                .isEqualTo(100, within(1e-6));
        assertThat(forecast.expected(epoch(summer.plusHours(18).plusMinutes(10))))
                .isEqualTo(1_000, within(1e-6));
    }

    @Test
    void whatWasHardlyWatchedIsNotLearnt() {
        for (int day = 0; day < 4; day++) {
            double midnight = epoch(START.plusDays(day));
            forecast.observe(midnight, midnight + 100, 10_000);
            forecast.observe(midnight + 7_200, midnight + 9_000, 1e9);
            forecast.observe(midnight + 9_000, midnight + 9_000, 1e9);
            forecast.observe(midnight + 9_600, midnight + 9_900, 300);
        }
        assertThat(forecast.expected(epoch(START.plusDays(4)))).isZero();
        assertThat(forecast.peakWithin(epoch(START.plusDays(4)), epoch(START.plusDays(5))))
                .isEqualTo(1);
    }

    @Test
    void aRestartKeepsWhatWasLearnt() {
        teach(START, 15, SeasonalForecastTest::evening);
        var restarted = new SeasonalForecast(BERLIN, forecast.state(), state -> {});
        for (int hour = 0; hour < 168; hour++) {
            double at = epoch(START.plusDays(15).plusHours(hour));
            assertThat(restarted.expected(at)).isEqualTo(forecast.expected(at)).isPositive();
        }
    }

    @Test
    void aStateThatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ForecastState(60, new double[288], new int[288], new double[2_016], new int[2_016]))
                .withMessageContaining("bucketSeconds: 60");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ForecastState(300, new double[24], new int[288], new double[2_016], new int[2_016]))
                .withMessageContaining("daily: 24 rates");
        double[] broken = new double[2_016];
        broken[5] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForecastState(300, new double[288], new int[288], broken, new int[2_016]))
                .withMessageContaining("weekly slot 5: rate NaN");
    }

    static double evening(LocalDateTime time) {
        return time.getHour() == 18 ? 1_000 : 100;
    }

    private void teach(LocalDateTime from, int days, ToDoubleFunction<LocalDateTime> perSecond) {
        for (LocalDateTime time = from; time.isBefore(from.plusDays(days)); time = time.plusSeconds(100)) {
            forecast.observe(epoch(time), epoch(time) + 100, 100 * perSecond.applyAsDouble(time));
        }
        forecast.observe(epoch(from.plusDays(days)), epoch(from.plusDays(days)) + 1, 0);
    }

    static double epoch(LocalDateTime local) {
        return local.atZone(BERLIN).toEpochSecond();
    }
}
