package dev.millrace.features.api;

class InMemoryFeatureStoreTest extends FeatureStoreContractTest {
    @Override
    protected FeatureStore open() {
        return new InMemoryFeatureStore();
    }
}
