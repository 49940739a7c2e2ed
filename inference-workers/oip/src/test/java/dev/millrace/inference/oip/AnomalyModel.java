package dev.millrace.inference.oip;

import com.google.protobuf.ByteString;
import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.oip.ModelInferResponse;
import dev.millrace.contracts.oip.ModelInferResponse.InferOutputTensor;
import dev.millrace.inference.api.HalfFloat;
import dev.millrace.inference.oip.proto.ModelMetadataResponse;
import dev.millrace.inference.oip.proto.ModelMetadataResponse.TensorMetadata;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The model of the session contract as a server would hold it: written for the protocol, not with the client's classes. */
final class AnomalyModel {
    private static final int STEPS = 4;
    private static final int CHANNELS = 2;

    private AnomalyModel() {}

    static ModelMetadataResponse metadata(String model) {
        String type = datatype(model);
        return ModelMetadataResponse.newBuilder()
                .setName(model)
                .addInputs(tensor("window", type, -1, STEPS, CHANNELS))
                .addInputs(tensor("asset_type", "INT64", -1))
                .addOutputs(tensor("channel_error", type, -1, CHANNELS))
                .addOutputs(tensor("score", type, -1))
                .build();
    }

    private static String datatype(String model) {
        return switch (model) {
            case "anomaly" -> "FP32";
            case "half" -> "FP16";
            default -> throw Status.NOT_FOUND.withDescription(model).asRuntimeException();
        };
    }

    private static TensorMetadata tensor(String name, String datatype, long... shape) {
        var tensor = TensorMetadata.newBuilder().setName(name).setDatatype(datatype);
        for (long extent : shape) {
            tensor.addShape(extent);
        }
        return tensor.build();
    }

    static ModelInferResponse answer(ModelInferRequest request) {
        String type = datatype(request.getModelName());
        long batch = request.getInputs(0).getShape(0);
        if (!request.getInputs(0).getShapeList().equals(List.of(batch, (long) STEPS, (long) CHANNELS))
                || !request.getInputs(0).getDatatype().equals(type)
                || !request.getInputs(1).getShapeList().equals(List.of(batch))) {
            throw Status.INVALID_ARGUMENT.withDescription("shape").asRuntimeException();
        }
        float[] window = numbers(request.getRawInputContents(0), type);
        ByteBuffer types = little(request.getRawInputContents(1));
        float[] errors = new float[(int) batch * CHANNELS];
        float[] scores = new float[(int) batch];
        for (int row = 0; row < batch; row++) {
            if (types.getLong() != 0) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("no such asset type")
                        .asRuntimeException();
            }
            for (int i = 0; i < STEPS * CHANNELS; i++) {
                float value = window[row * STEPS * CHANNELS + i];
                errors[row * CHANNELS + i % CHANNELS] += value * value / STEPS;
            }
            for (int channel = 0; channel < CHANNELS; channel++) {
                scores[row] += 3 * errors[row * CHANNELS + channel] / CHANNELS;
            }
        }
        return ModelInferResponse.newBuilder()
                .setModelName(request.getModelName())
                .addOutputs(output("score", type, batch))
                .addRawOutputContents(raw(scores, type))
                .addOutputs(output("channel_error", type, batch, CHANNELS))
                .addRawOutputContents(raw(errors, type))
                .build();
    }

    static InferOutputTensor output(String name, String datatype, long... shape) {
        var tensor = InferOutputTensor.newBuilder().setName(name).setDatatype(datatype);
        for (long extent : shape) {
            tensor.addShape(extent);
        }
        return tensor.build();
    }

    private static ByteBuffer little(ByteString bytes) {
        return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] numbers(ByteString bytes, String type) {
        ByteBuffer from = little(bytes);
        boolean half = type.equals("FP16");
        float[] numbers = new float[bytes.size() / (half ? 2 : 4)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = half ? HalfFloat.toFloat(from.getShort()) : from.getFloat();
        }
        return numbers;
    }

    static ByteString raw(float[] numbers, String type) {
        boolean half = type.equals("FP16");
        ByteBuffer to = ByteBuffer.allocate(numbers.length * (half ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            if (half) {
                to.putShort(HalfFloat.fromFloat(number));
            } else {
                to.putFloat(number);
            }
        }
        return ByteString.copyFrom(to.flip());
    }
}
