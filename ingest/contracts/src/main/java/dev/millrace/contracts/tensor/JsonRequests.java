package dev.millrace.contracts.tensor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.millrace.contracts.InvalidRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The protocol's REST request: {@code {"id"?,"inputs":[...],"outputs"?:[{"name"}],"parameters"?}}. */
final class JsonRequests {
    private JsonRequests() {}

    static InferRequest read(byte[] bytes) throws InvalidRecordException {
        return JsonTensors.document(bytes, in -> read(in, bytes));
    }

    private static InferRequest read(JsonParser in, byte[] bytes) throws IOException, InvalidRecordException {
        String id = "";
        List<Tensor> inputs = List.of();
        List<String> wanted = List.of();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = in.currentToken() == JsonToken.VALUE_NULL ? "" : JsonTensors.text(in, field);
                case "inputs" -> inputs = JsonTensors.list(in, field, bytes);
                case "outputs" -> wanted = names(in);
                default -> in.skipChildren();
            }
        }
        return new InferRequest(WireForm.JSON, id, inputs, wanted);
    }

    private static List<String> names(JsonParser in) throws IOException, InvalidRecordException {
        var names = new ArrayList<String>(2);
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw JsonTensors.wrongType("outputs", "an array of objects with a name");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw JsonTensors.wrongType("outputs", "an array of objects with a name");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String field = in.currentName();
                in.nextToken();
                if (field.equals("name")) {
                    names.add(JsonTensors.text(in, "name"));
                } else {
                    in.skipChildren();
                }
            }
        }
        return names;
    }

    static byte[] write(InferRequest request) {
        try (var bytes = new ByteArrayBuilder(512);
                var out = JsonTensors.factory().createGenerator(bytes)) {
            out.writeStartObject();
            if (!request.id().isEmpty()) {
                out.writeStringField("id", request.id());
            }
            JsonTensors.write(out, "inputs", request.inputs());
            if (!request.wanted().isEmpty()) {
                out.writeArrayFieldStart("outputs");
                for (String name : request.wanted()) {
                    out.writeStartObject();
                    out.writeStringField("name", name);
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            out.writeEndObject();
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
