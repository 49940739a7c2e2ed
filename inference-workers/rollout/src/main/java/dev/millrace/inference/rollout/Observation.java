package dev.millrace.inference.rollout;

import java.util.List;

/** What a comparison of two versions of a model looks at in one answer. */
public sealed interface Observation {
    /** A score with the decision that the model itself takes on it. */
    record Score(double value, boolean positive) implements Observation {}

    /** Items, best first. */
    record Ranking(List<String> items) implements Observation {}

    /** All output values of one request; its decision is the position of the largest. */
    record Vector(float[] values) implements Observation {}
}
