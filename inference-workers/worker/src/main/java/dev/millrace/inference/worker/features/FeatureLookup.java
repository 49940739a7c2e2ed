package dev.millrace.inference.worker.features;

import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.views.FeatureViews;

/**
 * Where a worker finds the features that its models name.
 *
 * @param store whose vectors are marked where they are older than their view's time to live
 */
public record FeatureLookup(FeatureViews views, FeatureStore store, FeaturePolicy policy, FeatureAges ages) {}
