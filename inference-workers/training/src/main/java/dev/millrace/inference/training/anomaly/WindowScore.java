package dev.millrace.inference.training.anomaly;

/**
 * The score of one window.
 *
 * @param score mean of {@code channelError}; about 1 for an ordinary window, larger is stranger
 * @param channelError {@code float64[channel]}: mean squared residual over the window by its median in training
 */
public record WindowScore(double score, double[] channelError) {}
