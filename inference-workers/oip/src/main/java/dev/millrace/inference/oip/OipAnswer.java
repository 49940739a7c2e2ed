package dev.millrace.inference.oip;

import com.google.protobuf.ByteString;
import dev.millrace.contracts.oip.ModelInferResponse;
import dev.millrace.contracts.oip.ModelInferResponse.InferOutputTensor;
import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Takes a server's answer apart, and trusts nothing of it: a wrong shape would be read as somebody else's score. */
final class OipAnswer {
    private OipAnswer() {}

    /** Copies each output into its tensor; throws where one is missing or is not of the type, shape and size bound. */
    static void read(ModelInferResponse answer, List<OipTensor> outputs) throws InferenceException {
        int raw = answer.getRawOutputContentsCount();
        if (raw != 0 && raw != answer.getOutputsCount()) {
            throw new InferenceException(
                    "the server answered " + answer.getOutputsCount() + " outputs with " + raw + " raw contents");
        }
        for (OipTensor output : outputs) {
            int index = indexOf(answer, output.name());
            InferOutputTensor found = answer.getOutputs(index);
            requireFit(found, output);
            output.raw().clear();
            if (raw == 0) {
                copyTyped(found, output);
            } else {
                copyRaw(answer.getRawOutputContents(index), output);
            }
            output.fromWire();
        }
    }

    private static int indexOf(ModelInferResponse answer, String name) throws InferenceException {
        for (int i = 0; i < answer.getOutputsCount(); i++) {
            if (answer.getOutputs(i).getName().equals(name)) {
                return i;
            }
        }
        throw new InferenceException("the server's answer has no output '" + name + "'");
    }

    private static void requireFit(InferOutputTensor found, OipTensor output) throws InferenceException {
        String datatype = OipType.name(output.type());
        List<Long> extents = Arrays.stream(output.shape().extents()).boxed().toList();
        if (!found.getDatatype().equals(datatype) || !found.getShapeList().equals(extents)) {
            throw new InferenceException("the server's output '" + output.name() + "' is " + found.getDatatype()
                    + found.getShapeList() + ", bound is " + datatype + extents);
        }
    }

    private static void copyRaw(ByteString bytes, OipTensor output) throws InferenceException {
        requireSize(output, bytes.size(), output.raw().capacity(), "bytes");
        bytes.copyTo(output.raw());
    }

    /** Some servers put small outputs into typed fields, whatever was asked. */
    private static void copyTyped(InferOutputTensor found, OipTensor output) throws InferenceException {
        ByteBuffer to = output.raw();
        int elements = output.shape().elements();
        if (output.type() == ElementType.FLOAT32) {
            requireSize(output, found.getContents().getFp32ContentsCount(), elements, "numbers");
            found.getContents().getFp32ContentsList().forEach(to::putFloat);
        } else if (output.type() == ElementType.INT64) {
            requireSize(output, found.getContents().getInt64ContentsCount(), elements, "numbers");
            found.getContents().getInt64ContentsList().forEach(to::putLong);
        } else {
            throw new InferenceException("the server's output '" + output.name() + "' has no raw contents");
        }
    }

    private static void requireSize(OipTensor output, int found, int wanted, String unit) throws InferenceException {
        if (found != wanted) {
            throw new InferenceException("the server's output '" + output.name() + "' has " + found + " " + unit
                    + ", its shape needs " + wanted);
        }
    }
}
