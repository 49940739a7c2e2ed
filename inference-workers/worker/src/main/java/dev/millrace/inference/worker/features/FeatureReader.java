package dev.millrace.inference.worker.features;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.UnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up the features of one model for whole batches: a read of the store for each set of join keys, each entity once. */
public final class FeatureReader {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureReader.class);

    private final FeatureLookup lookup;
    private final ModelFeatures features;
    private final Set<String> modelInputs;
    private final int maxRows;

    private FeatureReader(FeatureLookup lookup, ModelFeatures features, Set<String> modelInputs, int maxRows) {
        this.lookup = lookup;
        this.features = features;
        this.modelInputs = Set.copyOf(modelInputs);
        this.maxRows = maxRows;
    }

    /** Whether a model wants features. */
    public static boolean isWanted(Map<String, String> metadata) {
        return metadata.containsKey(ModelFeatures.METADATA);
    }

    /**
     * Made for each version of a model.
     *
     * @param modelInputs names of all inputs of the model
     * @param width elements in a row of an input of floats; 0 where there is none of that name
     * @param maxRows of a request; what has more is refused before anything is read
     * @throws ModelRefusedException where the metadata asks for what is not declared or does not fit the model's inputs
     */
    public static FeatureReader of(
            Map<String, String> metadata,
            Set<String> modelInputs,
            ToIntFunction<String> width,
            int maxRows,
            @Nullable FeatureLookup lookup)
            throws ModelRefusedException {
        if (lookup == null) {
            throw new ModelRefusedException("the model wants features (" + ModelFeatures.METADATA
                    + "), this worker has no feature store: set redis.uri");
        }
        return new FeatureReader(lookup, ModelFeatures.of(metadata, lookup.views(), width), modelInputs, maxRows);
    }

    /** Opens what the first look-up would have to open; a store that is away is no reason not to serve. */
    public void warmUp() {
        for (ModelFeatures.Group group : features.groups()) {
            try {
                var unused = lookup.store().read(group.refs(), group.joinKeys().anyKey());
            } catch (FeatureStoreUnavailableException | IllegalArgumentException e) {
                LOG.warn("features of {} cannot be looked up now: {}", group.refs(), e.getMessage());
            }
        }
    }

    /**
     * One outcome per request, in their order.
     *
     * @throws UnavailableException where the store does not answer: the same batch is tried again later
     */
    public List<Enriched> enrich(List<InferRequest> requests) throws UnavailableException {
        var rows = new Rows[requests.size()];
        var problems = new @Nullable String[requests.size()];
        List<List<EntityKey>> keys = new ArrayList<>();
        features.groups().forEach(group -> keys.add(new ArrayList<>()));
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Rows.of(requests.get(i), features);
            problems[i] = rows[i].problem(requests.get(i), features, maxRows);
            if (problems[i] == null) {
                rows[i].collect(requests.get(i), features, keys);
            }
        }
        List<List<FeatureVector>> vectors = read(keys);
        List<Enriched> outcomes = new ArrayList<>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            String problem = problems[i];
            outcomes.add(
                    problem == null ? fill(requests.get(i), rows[i], vectors) : refused(ErrorKind.WRONG_TYPE, problem));
        }
        return outcomes;
    }

    private List<List<FeatureVector>> read(List<List<EntityKey>> keys) throws UnavailableException {
        List<List<FeatureVector>> vectors = new ArrayList<>();
        try {
            for (int group = 0; group < keys.size(); group++) {
                vectors.add(readOnce(features.groups().get(group), keys.get(group)));
            }
        } catch (FeatureStoreUnavailableException e) {
            throw new UnavailableException("the feature store does not answer: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            // Keys and features are as declared here, so the server's declarations are others: it may learn ours.
            throw new UnavailableException("the feature store refuses the look-up: " + e.getMessage(), e);
        }
        return vectors;
    }

    private List<FeatureVector> readOnce(ModelFeatures.Group group, List<EntityKey> keys) {
        Map<EntityKey, Integer> index = new HashMap<>();
        List<EntityKey> distinct = new ArrayList<>();
        for (EntityKey key : keys) {
            if (index.putIfAbsent(key, distinct.size()) == null) {
                distinct.add(key);
            }
        }
        List<FeatureVector> found = lookup.store().read(group.refs(), distinct);
        lookup.ages().read(found);
        return keys.stream().map(key -> found.get(index.getOrDefault(key, 0))).toList();
    }

    private Enriched fill(InferRequest request, Rows rows, List<List<FeatureVector>> vectors) {
        var filler = new Filler(lookup.policy());
        List<Tensor> inputs = new ArrayList<>();
        for (Tensor given : request.inputs()) {
            if (!features.isJoinKey(given.name()) || modelInputs.contains(given.name())) {
                inputs.add(given);
            }
        }
        List<Tensor> added = new ArrayList<>();
        for (FeatureInput input : features.inputs()) {
            int from = rows.from(input.group());
            List<FeatureVector> own = vectors.get(input.group()).subList(from, from + rows.count());
            added.add(Tensor.floats(input.name(), filler.fill(input, own), rows.count(), input.width()));
        }
        if (filler.refusal() != null) {
            return refused(ErrorKind.MISSING_KEY, filler.refusal());
        }
        inputs.addAll(added);
        var filled = new InferRequest(request.form(), request.id(), inputs, request.wanted());
        return new Enriched.Filled(filled, added, filler.notes());
    }

    private static Enriched refused(ErrorKind kind, String reason) {
        return new Enriched.Refused(new Answer.Refusal(kind, reason));
    }
}
