package dev.millrace.contracts.tensor;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The protocol's REST answer: {@code {"model_name","model_version","id","parameters":{...},"outputs":[...]}}. */
final class JsonResponses {
    private JsonResponses() {}

    static byte[] write(InferResponse response) {
        try (var bytes = new ByteArrayBuilder(512);
                var out = JsonTensors.factory().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("model_name", response.model().name());
            out.writeStringField("model_version", response.model().version());
            out.writeStringField("id", response.id());
            parameters(out, response);
            JsonTensors.write(out, "outputs", response.outputs());
            out.writeEndObject();
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static void parameters(JsonGenerator out, InferResponse response) throws IOException {
        out.writeObjectFieldStart("parameters");
        out.writeStringField(InferResponse.SOURCE, response.source().toString());
        out.writeStringField(InferResponse.TRACEPARENT, response.traceparent());
        out.writeStringField(InferResponse.INPUT_HASH, response.inputHash());
        if (response.model().hash() != null) {
            out.writeStringField(InferResponse.MODEL_HASH, response.model().hash());
        }
        for (Map.Entry<String, String> note : response.notes().entrySet()) {
            out.writeStringField(note.getKey(), note.getValue());
        }
        for (Map.Entry<String, Double> timing : response.timings().asMap().entrySet()) {
            out.writeNumberField(InferResponse.TIMING + timing.getKey(), timing.getValue());
        }
        out.writeEndObject();
    }

    static InferResponse read(byte[] bytes) throws InvalidRecordException {
        return JsonTensors.document(bytes, in -> read(in, bytes));
    }

    private static InferResponse read(JsonParser in, byte[] bytes) throws IOException, InvalidRecordException {
        var texts = new HashMap<String, String>();
        var timings = new LinkedHashMap<String, Double>();
        var notes = new HashMap<String, String>();
        List<Tensor> outputs = List.of();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "model_name", "model_version", "id" -> texts.put(field, JsonTensors.text(in, field));
                case "parameters" -> parameters(in, texts, timings, notes);
                case "outputs" -> outputs = JsonTensors.list(in, field, bytes);
                default -> in.skipChildren();
            }
        }
        try {
            return new InferResponse(
                    new ModelRef(
                            texts.getOrDefault("model_name", ""),
                            texts.getOrDefault("model_version", ""),
                            texts.get(InferResponse.MODEL_HASH)),
                    texts.getOrDefault("id", ""),
                    SourceRef.parse(texts.getOrDefault(InferResponse.SOURCE, "")),
                    texts.getOrDefault(InferResponse.TRACEPARENT, ""),
                    texts.getOrDefault(InferResponse.INPUT_HASH, ""),
                    notes,
                    Timings.of(timings),
                    outputs);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidRecordException(
                    ErrorKind.MALFORMED, "not an inference response: parameter source: " + e.getMessage());
        }
    }

    private static void parameters(
            JsonParser in, Map<String, String> texts, Map<String, Double> timings, Map<String, String> notes)
            throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.startsWith(InferResponse.TIMING) && value.isNumeric()) {
                timings.put(name.substring(InferResponse.TIMING.length()), in.getDoubleValue());
            } else if (value == JsonToken.VALUE_STRING && name.startsWith(InferResponse.NOTE)) {
                notes.put(name, in.getText());
            } else if (value == JsonToken.VALUE_STRING) {
                texts.put(name, in.getText());
            } else {
                in.skipChildren();
            }
        }
    }
}
