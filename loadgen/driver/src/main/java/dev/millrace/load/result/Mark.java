package dev.millrace.load.result;

/**
 * Something that the scenario did, drawn as a line through the plots.
 *
 * @param run repetition, from 1
 * @param second since the measured part began
 * @param what such as {@code kill worker-recommender}, {@code recommender: 4 workers}
 */
public record Mark(int run, double second, String what) {}
