package dev.millrace.contracts.tensor;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import java.util.List;

/**
 * The request to run a model on tensors, carried on {@code inference.<model>}. Which model answers is the topic's matter: the
 * protocol's {@code model_name} is not looked at.
 *
 * @param form how it is written; the answer is written alike
 * @param id the asker's, empty where it gave none
 * @param wanted names of the outputs that the answer shall hold, empty for all
 */
public record InferRequest(WireForm form, String id, List<Tensor> inputs, List<String> wanted) {
    public InferRequest {
        inputs = List.copyOf(inputs);
        wanted = List.copyOf(wanted);
    }

    /**
     * Reads either form, told apart by the first byte: <code>{</code> begins JSON, and no {@code ModelInferRequest}.
     *
     * @throws InvalidRecordException where the bytes are neither, or a tensor's elements do not fit its shape
     */
    public static InferRequest decode(byte[] bytes) throws InvalidRecordException {
        if (bytes.length == 0) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the request is empty");
        }
        InferRequest request = bytes[0] == '{' ? JsonRequests.read(bytes) : ProtobufRequests.read(bytes);
        if (request.inputs.isEmpty()) {
            throw new InvalidRecordException(ErrorKind.MALFORMED, "the request has no inputs");
        }
        return request;
    }

    /** Writes the request in its form. */
    public byte[] encode(String model) {
        return form == WireForm.JSON ? JsonRequests.write(this) : ProtobufRequests.write(this, model);
    }
}
