package dev.millrace.scaler.decide;

/**
 * How many workers are wanted, and why.
 *
 * @param replicas workers wanted, 0 to the largest number that can help
 * @param active whether there is anything to do: false lets KEDA go to zero after its cool-down
 * @param reason one sentence for people, with the figures that decided
 */
public record Decision(int replicas, boolean active, String reason) {}
