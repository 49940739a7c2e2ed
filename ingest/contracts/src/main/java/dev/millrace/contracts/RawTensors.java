package dev.millrace.contracts;

import com.google.protobuf.ByteString;
import dev.millrace.contracts.oip.ModelInferRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Raw tensor contents of the Open Inference Protocol: little-endian numbers, BYTES as (uint32 length, bytes)*. */
final class RawTensors {
    private RawTensors() {}

    static void addFloats(ModelInferRequest.Builder request, String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        add(request, name, "FP32", raw, shape);
    }

    static void addLongs(ModelInferRequest.Builder request, String name, long[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        add(request, name, "INT64", raw, values.length);
    }

    static void addTexts(ModelInferRequest.Builder request, String name, String[] texts) {
        byte[][] encoded = new byte[texts.length][];
        int size = 0;
        for (int i = 0; i < texts.length; i++) {
            encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            size += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer raw = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] bytes : encoded) {
            raw.putInt(bytes.length).put(bytes);
        }
        raw.rewind();
        add(request, name, "BYTES", raw, texts.length);
    }

    private static void add(
            ModelInferRequest.Builder request, String name, String datatype, ByteBuffer raw, long... shape) {
        var tensor =
                ModelInferRequest.InferInputTensor.newBuilder().setName(name).setDatatype(datatype);
        for (long extent : shape) {
            tensor.addShape(extent);
        }
        request.addInputs(tensor).addRawInputContents(ByteString.copyFrom(raw));
    }

    static float[] floats(ModelInferRequest request, String name) throws InvalidRecordException {
        ByteBuffer raw = raw(request, name, "FP32");
        float[] values = new float[raw.remaining() / Float.BYTES];
        raw.asFloatBuffer().get(values);
        return values;
    }

    static long[] longs(ModelInferRequest request, String name) throws InvalidRecordException {
        ByteBuffer raw = raw(request, name, "INT64");
        long[] values = new long[raw.remaining() / Long.BYTES];
        raw.asLongBuffer().get(values);
        return values;
    }

    static String[] texts(ModelInferRequest request, String name) throws InvalidRecordException {
        ByteBuffer raw = raw(request, name, "BYTES");
        long count = request.getInputs(index(request, name)).getShape(0);
        if (count < 0 || count > raw.remaining() / Integer.BYTES) {
            throw broken(name);
        }
        String[] texts = new String[(int) count];
        for (int i = 0; i < texts.length; i++) {
            int length = raw.remaining() < Integer.BYTES ? -1 : raw.getInt();
            if (length < 0 || length > raw.remaining()) {
                throw broken(name);
            }
            byte[] bytes = new byte[length];
            raw.get(bytes);
            texts[i] = new String(bytes, StandardCharsets.UTF_8);
        }
        return texts;
    }

    private static ByteBuffer raw(ModelInferRequest request, String name, String datatype)
            throws InvalidRecordException {
        int index = index(request, name);
        if (!request.getInputs(index).getDatatype().equals(datatype)
                || request.getInputs(index).getShapeCount() == 0
                || index >= request.getRawInputContentsCount()) {
            throw broken(name);
        }
        return request.getRawInputContents(index).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int index(ModelInferRequest request, String name) throws InvalidRecordException {
        for (int i = 0; i < request.getInputsCount(); i++) {
            if (request.getInputs(i).getName().equals(name)) {
                return i;
            }
        }
        throw new InvalidRecordException(ErrorKind.MALFORMED, "the request has no input '" + name + "'");
    }

    private static InvalidRecordException broken(String name) {
        return new InvalidRecordException(ErrorKind.MALFORMED, "the request's input '" + name + "' is broken");
    }
}
