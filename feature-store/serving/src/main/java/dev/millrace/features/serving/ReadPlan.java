package dev.millrace.features.serving;

import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.views.Entity;
import feast.proto.types.ValueProto.Value.ValCase;
import java.util.List;

/**
 * What a list of features needs: one read of the store per set of join keys, and where each feature goes in the answer.
 *
 * @param names of the answer's columns
 */
record ReadPlan(List<String> names, List<Group> groups) {
    /**
     * Features of views that share their join keys.
     *
     * @param entities whose join keys find a row; none: one row for all
     * @param columns by the index in {@code refs}: the place in the answer
     * @param types by the index in {@code refs}: what a value must be
     */
    record Group(List<Entity> entities, FeatureRefs refs, List<Integer> columns, List<ValCase> types) {
        Group {
            entities = List.copyOf(entities);
            columns = List.copyOf(columns);
            types = List.copyOf(types);
        }
    }

    ReadPlan {
        names = List.copyOf(names);
        groups = List.copyOf(groups);
    }
}
