package dev.millrace.scaler.simulate.result;

/** Another number of workers was ordered. */
public record Change(double second, int from, int to, String reason) {}
