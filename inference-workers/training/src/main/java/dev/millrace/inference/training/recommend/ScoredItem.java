package dev.millrace.inference.training.recommend;

/** An item and how well it fits; scores compare within one list only. */
public record ScoredItem(String itemId, float score) {}
