package dev.millrace.streams.core.anomaly;

/**
 * When scores become alerts. A severity is −log10 of a tail probability. The defaults were tuned together on real series and
 * on seeded synthetic ones.
 *
 * @param smoothing weight of the newest model score in its moving average
 * @param modelSeverity fires on the model's score from here
 * @param levelSeverity fires on the robust z of the newest reading from here
 * @param relationSeverity fires on the relation between the channels from here
 * @param rangeExcess fires on a value further outside the past range, in units of that range
 * @param warmUp scores until a sensor's own tail decides instead of the model's threshold
 * @param tailWindow scores after which older ones count less
 * @param hysteresis an alert holds until its severity is this much below what fires
 * @param quiet windows below that, in a row, which resolve an alert
 * @param coolDown windows after an alert in which only a much more severe one fires
 * @param longest windows after which a firing alert is taken as the new normal and resolved
 * @param updateEvery windows between two updates of a firing alert, unless its severity grew by 1 or more
 */
public record AlertConfig(
        double smoothing,
        double modelSeverity,
        double levelSeverity,
        double relationSeverity,
        double rangeExcess,
        int warmUp,
        int tailWindow,
        double hysteresis,
        int quiet,
        int coolDown,
        int longest,
        int updateEvery) {
    public AlertConfig {
        require(smoothing > 0 && smoothing <= 1, "smoothing", smoothing, "above 0 and at most 1");
        require(severity(modelSeverity), "modelSeverity", modelSeverity, "between 0 and 12");
        require(severity(levelSeverity), "levelSeverity", levelSeverity, "between 0 and 12");
        require(severity(relationSeverity), "relationSeverity", relationSeverity, "between 0 and 12");
        require(rangeExcess >= 0 && Double.isFinite(rangeExcess), "rangeExcess", rangeExcess, "0 or more");
        require(warmUp >= 2, "warmUp", warmUp, "at least 2");
        require(tailWindow >= 2L * warmUp, "tailWindow", tailWindow, "at least twice warmUp " + warmUp);
        require(hysteresis >= 0 && hysteresis <= 12, "hysteresis", hysteresis, "between 0 and 12");
        require(quiet >= 1, "quiet", quiet, "at least 1");
        require(coolDown >= 0, "coolDown", coolDown, "0 or more");
        require(longest > quiet, "longest", longest, "above quiet " + quiet);
        require(updateEvery >= 1, "updateEvery", updateEvery, "at least 1");
    }

    public static AlertConfig defaults() {
        return new AlertConfig(.1, 5, 3, 3.5, .05, 96, 4000, .5, 4, 100, 120, 30);
    }

    private static boolean severity(double value) {
        return value > 0 && value <= 12;
    }

    private static void require(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("alert " + key + " must be " + rule + ", it is " + value);
        }
    }
}
