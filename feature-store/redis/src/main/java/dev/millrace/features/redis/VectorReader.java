package dev.millrace.features.redis;

import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads vectors: one HMGET per entity over all views. */
final class VectorReader {
    /** Sets of features whose encoding is kept; a caller who asks for ever new ones makes it start again. */
    private static final int KEPT = 1_000;

    private final Pipeline pipeline;
    private final RedisStoreOptions options;
    private final Map<FeatureRefs, HashFields> kept = new ConcurrentHashMap<>();

    VectorReader(Pipeline pipeline, RedisStoreOptions options) {
        this.pipeline = pipeline;
        this.options = options;
    }

    List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
        HashFields fields = fields(refs);
        List<HashCommand<FeatureVector>> answers =
                pipeline.run(keys, (key, unanswered) -> new HashRead(options.key(key), fields, unanswered));
        List<FeatureVector> vectors = new ArrayList<>(answers.size());
        for (HashCommand<FeatureVector> answer : answers) {
            vectors.add(answer.keyHasAnotherType() ? FeatureVector.missing(refs) : answer.orUnavailable());
        }
        return vectors;
    }

    private HashFields fields(FeatureRefs refs) {
        HashFields known = kept.get(refs);
        if (known != null) {
            return known;
        }
        if (kept.size() >= KEPT) {
            kept.clear();
        }
        HashFields made = HashFields.of(refs);
        kept.put(refs, made);
        return made;
    }
}
