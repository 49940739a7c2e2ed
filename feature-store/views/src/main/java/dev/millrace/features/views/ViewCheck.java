package dev.millrace.features.views;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.Values;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of one view; {@link RowCheck} says the rules. */
final class ViewCheck {
    private static final String SUFFIX = "_VAL";

    private final String view;
    private final Map<String, Value.ValCase> joinKeys = new HashMap<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final String[] features;
    private final Value.ValCase[] types;

    ViewCheck(FeatureView view, List<Entity> entities) {
        this.view = view.name();
        entities.forEach(entity -> joinKeys.put(entity.joinKey(), caseOf(entity.type())));
        features = view.features().stream().map(Feature::name).toArray(String[]::new);
        types = view.features().stream().map(feature -> caseOf(feature.type())).toArray(Value.ValCase[]::new);
        for (int i = 0; i < features.length; i++) {
            index.put(features[i], i);
        }
    }

    FeatureRow whole(FeatureRow row) throws InvalidRecordException {
        requireJoinKeys(row);
        int given = row.getFeaturesCount();
        boolean[] seen = new boolean[features.length];
        int distinct = 0;
        for (int i = 0; i < given; i++) {
            FeatureRow.Feature feature = row.getFeatures(i);
            int at = indexOf(feature.getName(), i);
            requireType(feature, at);
            distinct += seen[at] ? 0 : 1;
            seen[at] = true;
        }
        return distinct == features.length ? row : filled(row, seen);
    }

    /** Rows mostly name their features in the order declared: then no map is asked. */
    private int indexOf(String name, int position) throws InvalidRecordException {
        if (position < features.length && features[position].equals(name)) {
            return position;
        }
        Integer at = index.get(name);
        if (at == null) {
            throw new InvalidRecordException(
                    ErrorKind.WRONG_TYPE,
                    "features: '" + name + "' is not a feature of " + view + ", whose features are "
                            + List.of(features));
        }
        return at;
    }

    private void requireType(FeatureRow.Feature feature, int at) throws InvalidRecordException {
        Value value = feature.getValue();
        if (value.getValCase() != types[at] && !Values.isNull(value)) {
            throw new InvalidRecordException(
                    ErrorKind.WRONG_TYPE,
                    "features: '" + feature.getName() + "' of " + view + " is declared " + name(types[at]) + ", given "
                            + name(value.getValCase()));
        }
    }

    private void requireJoinKeys(FeatureRow row) throws InvalidRecordException {
        for (FeatureRow.JoinKey joinKey : row.getJoinKeysList()) {
            Value.ValCase declared = joinKeys.get(joinKey.getName());
            Value.ValCase given = joinKey.getValue().getValCase();
            if (declared == null) {
                throw new InvalidRecordException(
                        ErrorKind.WRONG_TYPE,
                        "join_keys: '" + joinKey.getName() + "' is not a join key of " + view + ", whose join keys are "
                                + joinKeys.keySet());
            }
            if (declared != given) {
                throw new InvalidRecordException(
                        ErrorKind.WRONG_TYPE,
                        "join_keys: '" + joinKey.getName() + "' of " + view + " is declared " + name(declared)
                                + ", given " + name(given));
            }
        }
        // A join key that is given twice is refused by FeatureRows.require, so that counts can be compared here.
        if (row.getJoinKeysCount() < joinKeys.size()) {
            throw new InvalidRecordException(
                    ErrorKind.MISSING_KEY,
                    "join_keys: " + view + " needs " + joinKeys.keySet() + ", given are "
                            + row.getJoinKeysList().stream()
                                    .map(FeatureRow.JoinKey::getName)
                                    .toList());
        }
    }

    private FeatureRow filled(FeatureRow row, boolean[] seen) {
        FeatureRow.Builder whole = row.toBuilder();
        for (int i = 0; i < features.length; i++) {
            if (!seen[i]) {
                whole.addFeatures(
                        FeatureRow.Feature.newBuilder().setName(features[i]).setValue(Value.getDefaultInstance()));
            }
        }
        return whole.build();
    }

    private static Value.ValCase caseOf(ValueType.Enum type) {
        return Value.ValCase.valueOf(type + SUFFIX);
    }

    private static String name(Value.ValCase type) {
        return type == Value.ValCase.VAL_NOT_SET ? "nothing" : type.name().replace(SUFFIX, "");
    }
}
