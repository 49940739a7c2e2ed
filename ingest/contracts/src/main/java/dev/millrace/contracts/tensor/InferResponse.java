package dev.millrace.contracts.tensor;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import java.util.List;
import java.util.Map;

/**
 * The answer of a model, carried on {@code predictions.<model>}. What the protocol has no field for stands in its parameters:
 * {@code source}, {@code traceparent}, {@code input_crc32}, {@code model_sha256}, {@code timing.<stage>}, and notes such as
 * {@code features.missing}.
 *
 * @param id the request's, or its position in Kafka: the same on every replay
 * @param source position of the record that triggered the request
 * @param inputHash CRC-32 of the inputs' elements as little-endian bytes, in the model's order; hexadecimal
 * @param notes what is to be said of how the answer came about, by names that begin with {@code features.}
 * @param timings since the Kafka timestamp of the source
 */
public record InferResponse(
        ModelRef model,
        String id,
        SourceRef source,
        String traceparent,
        String inputHash,
        Map<String, String> notes,
        Timings timings,
        List<Tensor> outputs) {
    static final String SOURCE = "source";
    static final String TRACEPARENT = "traceparent";
    static final String INPUT_HASH = "input_crc32";
    static final String MODEL_HASH = "model_sha256";
    static final String TIMING = "timing.";
    static final String NOTE = "features.";

    public InferResponse {
        notes = Map.copyOf(notes);
        outputs = List.copyOf(outputs);
    }

    public byte[] encode(WireForm form) {
        return form == WireForm.JSON ? JsonResponses.write(this) : ProtobufResponses.write(this);
    }

    /** Reads either form; for consumers in Java, and for tests. */
    public static InferResponse decode(byte[] bytes) throws InvalidRecordException {
        return bytes.length > 0 && bytes[0] == '{' ? JsonResponses.read(bytes) : ProtobufResponses.read(bytes);
    }
}
