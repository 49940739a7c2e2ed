package dev.millrace.inference.worker.features;

/**
 * An input of the model that is filled with features: {@code float32[rows, width]}.
 *
 * @param group index of the look-up that has them
 * @param at index in the look-up's vectors of each feature, in the order in which the model wants them
 * @param list whether the only feature is a list, of {@code width} numbers
 */
record FeatureInput(String name, int group, int[] at, int width, boolean list) {}
