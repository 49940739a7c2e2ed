package dev.millrace.contracts;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.ModelInferRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The request to score one window of one sensor, carried on {@code inference.<model>} as an Open Inference Protocol request.
 *
 * @param windowStart event time of the first reading, epoch milliseconds
 * @param windowEnd event time of the last reading, epoch milliseconds
 * @param channels channel names, sorted
 * @param window {@code float32[sample, channel]} row by row, oldest sample first, normalised per sensor and clipped
 * @param signals measured on the raw readings; they pass through to the score's features
 */
public record WindowRequest(
        String sensorId,
        long windowStart,
        long windowEnd,
        String[] channels,
        float[] window,
        Map<String, Double> signals) {
    private static final String SIGNAL = "signal.";

    /** Identity of the window, the same on every replay. */
    public String id() {
        return sensorId + "@" + windowEnd;
    }

    public byte[] encode(String model) {
        var request = ModelInferRequest.newBuilder().setModelName(model).setId(id());
        request.putParameters(
                "sensor_id",
                InferParameter.newBuilder().setStringParam(sensorId).build());
        request.putParameters(
                "window_start",
                InferParameter.newBuilder().setInt64Param(windowStart).build());
        request.putParameters(
                "window_end",
                InferParameter.newBuilder().setInt64Param(windowEnd).build());
        signals.forEach((name, value) -> request.putParameters(
                SIGNAL + name, InferParameter.newBuilder().setDoubleParam(value).build()));
        RawTensors.addFloats(request, "window", window, 1, window.length / channels.length, channels.length);
        RawTensors.addTexts(request, "channels", channels);
        return request.build().toByteArray();
    }

    public static WindowRequest decode(byte[] bytes) throws InvalidRecordException {
        ModelInferRequest request = parse(bytes);
        var signals = new LinkedHashMap<String, Double>();
        request.getParametersMap().forEach((name, parameter) -> {
            if (name.startsWith(SIGNAL)) {
                signals.put(name.substring(SIGNAL.length()), parameter.getDoubleParam());
            }
        });
        String[] channels = RawTensors.texts(request, "channels");
        float[] window = RawTensors.floats(request, "window");
        if (channels.length == 0 || window.length == 0 || window.length % channels.length != 0) {
            throw new InvalidRecordException(
                    ErrorKind.MALFORMED,
                    "a window of " + window.length + " values does not fit " + channels.length + " channels");
        }
        return new WindowRequest(
                parameter(request, "sensor_id").getStringParam(),
                parameter(request, "window_start").getInt64Param(),
                parameter(request, "window_end").getInt64Param(),
                channels,
                window,
                signals);
    }

    static ModelInferRequest parse(byte[] bytes) throws InvalidRecordException {
        try {
            return ModelInferRequest.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "not a ModelInferRequest: " + e.getMessage());
        }
    }

    static InferParameter parameter(ModelInferRequest request, String name) throws InvalidRecordException {
        InferParameter parameter = request.getParametersMap().get(name);
        if (parameter == null) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the request has no parameter '" + name + "'");
        }
        return parameter;
    }
}
