package dev.millrace.inference.rollout;

/**
 * One limit of a gate, judged.
 *
 * @param words metric, value and limit for people
 * @param kept whether the value is inside the limit
 * @param broken whether it is outside by more than chance explains
 */
record Limit(String words, boolean kept, boolean broken) {}
