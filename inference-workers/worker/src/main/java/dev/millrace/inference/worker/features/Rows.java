package dev.millrace.inference.worker.features;

import dev.millrace.contracts.tensor.InferRequest;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.features.api.EntityKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of one request are among the keys of its batch.
 *
 * @param count rows of the request: the extent of its first input that is no join key, else the most elements of a join key
 */
record Rows(int count, int[] starts) {
    static Rows of(InferRequest request, ModelFeatures features) {
        int rows = 0;
        int keys = 1;
        for (Tensor tensor : request.inputs()) {
            if (features.isJoinKey(tensor.name())) {
                keys = Math.max(keys, tensor.elements());
            } else if (rows == 0 && tensor.shape().length > 0) {
                rows = (int) tensor.shape()[0]; // a tensor's extents are ints
            }
        }
        return new Rows(rows == 0 ? keys : rows, new int[features.groups().size()]);
    }

    /** Why the request cannot be looked up; null where it can. */
    @Nullable
    String problem(InferRequest request, ModelFeatures features, int maxRows) {
        if (count > maxRows) {
            return "the request has " + count + " rows, at most " + maxRows + " are looked up at a time";
        }
        for (ModelFeatures.Group group : features.groups()) {
            String problem = group.joinKeys().problem(request, count);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** Adds the keys of the request to those of its batch. */
    void collect(InferRequest request, ModelFeatures features, List<List<EntityKey>> keys) {
        for (int group = 0; group < starts.length; group++) {
            starts[group] = keys.get(group).size();
            keys.get(group).addAll(features.groups().get(group).joinKeys().keys(request, count));
        }
    }

    int from(int group) {
        return starts[group];
    }
}
