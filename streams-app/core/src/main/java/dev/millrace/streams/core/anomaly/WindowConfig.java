package dev.millrace.streams.core.anomaly;

/**
 * How the readings of one sensor become windows.
 *
 * @param size samples in a window
 * @param hop readings from one window to the next; above 1, a late reading shifts the windows after it
 * @param calibration first readings that fix median and spread of each channel; provisional statistics serve before
 * @param clip bound of a normalised value, standard deviations
 * @param retained newest readings kept; a reading may be {@code retained − size} places late
 */
public record WindowConfig(int size, int hop, int calibration, double clip, int retained) {
    public WindowConfig {
        require(size >= 2, "size", size, "at least 2");
        require(hop >= 1 && hop <= size, "hop", hop, "between 1 and size " + size);
        require(calibration >= size, "calibration", calibration, "at least size " + size);
        require(clip > 0 && Double.isFinite(clip), "clip", clip, "positive");
        require(retained >= size, "retained", retained, "at least size " + size);
    }

    public static WindowConfig defaults() {
        return new WindowConfig(16, 1, 256, 20, 32);
    }

    private static void require(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("window " + key + " must be " + rule + ", it is " + value);
        }
    }
}
