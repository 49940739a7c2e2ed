package dev.millrace.inference.worker.features;

import dev.millrace.features.api.FeatureVector;
import java.util.List;

/** Is told what was read. */
@FunctionalInterface
public interface FeatureAges {
    FeatureAges UNTOLD = vectors -> {};

    void read(List<FeatureVector> vectors);
}
