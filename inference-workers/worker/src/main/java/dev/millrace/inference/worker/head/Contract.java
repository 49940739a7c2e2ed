package dev.millrace.inference.worker.head;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contracts.Json;
import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.TensorSpec;
import java.util.List;
import java.util.Map;

/** Checks of a model against the contract of its head; each failure says what was found and what is wanted. */
public final class Contract {
    private Contract() {}

    /** The model has exactly these inputs. */
    public static void requireInputs(InferenceSession session, Map<String, ElementType> wanted)
            throws ModelRefusedException {
        requireTensors("inputs", session.inputs(), wanted);
    }

    /** The model has exactly these outputs. */
    public static void requireOutputs(InferenceSession session, Map<String, ElementType> wanted)
            throws ModelRefusedException {
        requireTensors("outputs", session.outputs(), wanted);
    }

    private static void requireTensors(String what, List<TensorSpec> found, Map<String, ElementType> wanted)
            throws ModelRefusedException {
        boolean fits = found.size() == wanted.size()
                && found.stream()
                        .allMatch(spec ->
                                wanted.containsKey(spec.name()) && spec.type().bindsAs(wanted.get(spec.name())));
        if (!fits) {
            throw new ModelRefusedException("the model's " + what + " are " + found + ", wanted are " + wanted);
        }
    }

    /** The extent, or its wanted value where the model leaves it symbolic. */
    public static void requireExtent(InferenceSession session, String input, int axis, long wanted)
            throws ModelRefusedException {
        for (TensorSpec spec : session.inputs()) {
            if (spec.name().equals(input)) {
                long found = spec.shape().size() > axis ? spec.shape().get(axis) : 0;
                boolean symbolic = found < 0;
                if (found != wanted && !symbolic) {
                    throw new ModelRefusedException(
                            "the model's input " + spec + " must have extent " + wanted + " at axis " + axis);
                }
            }
        }
    }

    public static String requireText(Map<String, String> metadata, String key) throws ModelRefusedException {
        String value = metadata.get(key);
        if (value == null) {
            throw new ModelRefusedException("the model's metadata has no '" + key + "', it has " + metadata.keySet());
        }
        return value;
    }

    public static void requireKind(Map<String, String> metadata, String kind) throws ModelRefusedException {
        String found = requireText(metadata, "millrace.kind");
        if (!found.equals(kind)) {
            throw new ModelRefusedException("the model's millrace.kind is '" + found + "', wanted is '" + kind + "'");
        }
    }

    public static int requireInt(Map<String, String> metadata, String key, int min, int max)
            throws ModelRefusedException {
        String value = requireText(metadata, key);
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        throw new ModelRefusedException(key + " is '" + value + "', not a whole number from " + min + " to " + max);
    }

    /** A JSON value of the given type. */
    public static <T> T requireJson(Map<String, String> metadata, String key, Class<T> type)
            throws ModelRefusedException {
        try {
            T value = Json.mapper().readValue(requireText(metadata, key), type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // told below
        }
        throw new ModelRefusedException(key + " is not a JSON " + type.getSimpleName());
    }
}
