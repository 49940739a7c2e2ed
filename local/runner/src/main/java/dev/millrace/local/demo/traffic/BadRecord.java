package dev.millrace.local.demo.traffic;

import org.jspecify.annotations.Nullable;

/** A record that breaks its topic's contract on purpose. {@code what} says how, in words. */
public record BadRecord(String topic, byte @Nullable [] key, byte @Nullable [] value, String what) {}
