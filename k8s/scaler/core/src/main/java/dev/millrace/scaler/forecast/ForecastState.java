package dev.millrace.scaler.forecast;

/**
 * What a {@link SeasonalForecast} has learnt, to be kept over a restart.
 *
 * @param bucketSeconds length of a slot
 * @param dailyRates records per second, one slot after the other from local midnight
 * @param dailyRounds days seen of each slot
 * @param weeklyRates the same from Monday, local midnight
 * @param weeklyRounds weeks seen of each slot
 */
public record ForecastState(
        int bucketSeconds, double[] dailyRates, int[] dailyRounds, double[] weeklyRates, int[] weeklyRounds) {
    public ForecastState {
        if (bucketSeconds != SeasonalForecast.BUCKET_SECONDS) {
            throw new IllegalArgumentException(
                    "bucketSeconds: " + bucketSeconds + " is not " + SeasonalForecast.BUCKET_SECONDS);
        }
        slots("daily", SeasonalForecast.DAY_SLOTS, dailyRates, dailyRounds);
        slots("weekly", SeasonalForecast.WEEK_SLOTS, weeklyRates, weeklyRounds);
    }

    /** Nothing learnt yet. */
    public static ForecastState empty() {
        return new ForecastState(
                SeasonalForecast.BUCKET_SECONDS,
                new double[SeasonalForecast.DAY_SLOTS],
                new int[SeasonalForecast.DAY_SLOTS],
                new double[SeasonalForecast.WEEK_SLOTS],
                new int[SeasonalForecast.WEEK_SLOTS]);
    }

    private static void slots(String name, int wanted, double[] rates, int[] rounds) {
        if (rates.length != wanted || rounds.length != wanted) {
            throw new IllegalArgumentException(
                    name + ": " + rates.length + " rates and " + rounds.length + " rounds, both must be " + wanted);
        }
        for (int slot = 0; slot < wanted; slot++) {
            if (!(rates[slot] >= 0 && rates[slot] < Double.POSITIVE_INFINITY) || rounds[slot] < 0) {
                throw new IllegalArgumentException(name + " slot " + slot + ": rate " + rates[slot] + ", rounds "
                        + rounds[slot] + "; both must be 0 or more");
            }
        }
    }
}
