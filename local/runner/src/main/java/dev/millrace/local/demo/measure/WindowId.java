package dev.millrace.local.demo.measure;

/** Identity of a score: its sensor and the event time of its window's last reading. */
public record WindowId(String sensorId, long windowEnd) {}
