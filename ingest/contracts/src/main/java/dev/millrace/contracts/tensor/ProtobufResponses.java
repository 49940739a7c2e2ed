package dev.millrace.contracts.tensor;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.ModelInferResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code ModelInferResponse}, written straight from the tensors. */
final class ProtobufResponses {
    private static final int PARAMETERS = ModelInferResponse.PARAMETERS_FIELD_NUMBER;

    private ProtobufResponses() {}

    static byte[] write(InferResponse response) {
        ModelRef model = response.model();
        String source = response.source().toString();
        String modelHash = model.hash() == null ? "" : model.hash();
        int bound = 64
                + 3
                        * (model.name().length()
                                + model.version().length()
                                + response.id().length())
                + ProtobufWriter.bound(InferResponse.SOURCE, source)
                + ProtobufWriter.bound(InferResponse.TRACEPARENT, response.traceparent())
                + ProtobufWriter.bound(InferResponse.INPUT_HASH, response.inputHash())
                + ProtobufWriter.bound(InferResponse.MODEL_HASH, modelHash);
        for (Map.Entry<String, String> note : response.notes().entrySet()) {
            bound += ProtobufWriter.bound(note.getKey(), note.getValue());
        }
        Map<String, Double> timings = response.timings().asMap();
        for (String stage : timings.keySet()) {
            bound += ProtobufWriter.bound(InferResponse.TIMING, stage) + Double.BYTES;
        }
        for (Tensor tensor : response.outputs()) {
            bound += ProtobufWriter.bound(tensor);
        }
        var out = new ProtobufWriter(bound);
        out.text(ModelInferResponse.MODEL_NAME_FIELD_NUMBER, model.name());
        out.text(ModelInferResponse.MODEL_VERSION_FIELD_NUMBER, model.version());
        out.text(ModelInferResponse.ID_FIELD_NUMBER, response.id());
        out.parameter(PARAMETERS, InferResponse.SOURCE, source);
        out.parameter(PARAMETERS, InferResponse.TRACEPARENT, response.traceparent());
        out.parameter(PARAMETERS, InferResponse.INPUT_HASH, response.inputHash());
        if (!modelHash.isEmpty()) {
            out.parameter(PARAMETERS, InferResponse.MODEL_HASH, modelHash);
        }
        response.notes().forEach((name, note) -> out.parameter(PARAMETERS, name, note));
        timings.forEach((stage, millis) -> out.parameter(PARAMETERS, InferResponse.TIMING + stage, millis));
        response.outputs().forEach(tensor -> out.header(ModelInferResponse.OUTPUTS_FIELD_NUMBER, tensor));
        response.outputs().forEach(tensor -> out.raw(ModelInferResponse.RAW_OUTPUT_CONTENTS_FIELD_NUMBER, tensor));
        return out.bytes();
    }

    static InferResponse read(byte[] bytes) throws InvalidRecordException {
        ModelInferResponse message;
        try {
            message = ModelInferResponse.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
        if (message.getRawOutputContentsCount() != message.getOutputsCount()) {
            throw malformed(message.getOutputsCount() + " outputs, but " + message.getRawOutputContentsCount()
                    + " raw_output_contents");
        }
        var outputs = new ArrayList<Tensor>();
        for (int i = 0; i < message.getOutputsCount(); i++) {
            var output = message.getOutputs(i);
            outputs.add(Tensor.read(
                    output.getName(),
                    Tensor.datatype(output.getName(), output.getDatatype()),
                    output.getShapeList().stream().mapToLong(extent -> extent).toArray(),
                    java.nio.ByteBuffer.wrap(message.getRawOutputContents(i).toByteArray())));
        }
        Map<String, InferParameter> parameters = message.getParametersMap();
        var timings = new LinkedHashMap<String, Double>();
        var notes = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> {
            if (name.startsWith(InferResponse.NOTE)) {
                notes.put(name, value.getStringParam());
            }
            if (name.startsWith(InferResponse.TIMING)) {
                timings.put(name.substring(InferResponse.TIMING.length()), value.getDoubleParam());
            }
        });
        try {
            String hash = text(parameters, InferResponse.MODEL_HASH);
            return new InferResponse(
                    new ModelRef(message.getModelName(), message.getModelVersion(), hash.isEmpty() ? null : hash),
                    message.getId(),
                    SourceRef.parse(text(parameters, InferResponse.SOURCE)),
                    text(parameters, InferResponse.TRACEPARENT),
                    text(parameters, InferResponse.INPUT_HASH),
                    notes,
                    Timings.of(timings),
                    outputs);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw malformed("parameter source: " + e.getMessage());
        }
    }

    private static String text(Map<String, InferParameter> parameters, String name) {
        InferParameter value = parameters.get(name);
        return value == null ? "" : value.getStringParam();
    }

    private static InvalidRecordException malformed(String reason) {
        return new InvalidRecordException(ErrorKind.MALFORMED, "not a ModelInferResponse: " + reason);
    }
}
