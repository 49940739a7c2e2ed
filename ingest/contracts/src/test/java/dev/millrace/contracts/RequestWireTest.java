package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.ModelInferRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The platform's own requests beside protobuf's generated class, which is the oracle for what is on the wire. */
class RequestWireTest {
    private static final WindowRequest WINDOW = new WindowRequest(
            "line-1/pümp-7",
            1_700_000_000_000L,
            1_700_000_015_000L,
            new String[] {"flow", "pressure"},
            new float[] {1, -2, 3.5f, 0},
            signals());
    private static final UserStateRequest USER = new UserStateRequest(
            "user-events/0/7",
            "u-1",
            10,
            "request",
            1_700_000_000_000L,
            new String[] {"a", "", "ü"},
            new long[] {3, 2, -1},
            new String[] {"a", "b"});

    private static Map<String, Double> signals() {
        var signals = new LinkedHashMap<String, Double>();
        signals.put("robustZ", 3.5);
        signals.put("relation", 0.0);
        signals.put("relation.flow", -1e-300);
        return signals;
    }

    @Test
    void aWindowIsAnInferenceRequestOfTwoTensors() throws Exception {
        var message = ModelInferRequest.parseFrom(WINDOW.encode("sensor-anomaly"));
        assertThat(message.getModelName()).isEqualTo("sensor-anomaly");
        assertThat(message.getId()).isEqualTo("line-1/pümp-7@1700000015000");
        assertThat(message.getParametersMap())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "sensor_id", text("line-1/pümp-7"),
                        "window_start", number(1_700_000_000_000L),
                        "window_end", number(1_700_000_015_000L),
                        "signal.robustZ", real(3.5),
                        "signal.relation", real(0),
                        "signal.relation.flow", real(-1e-300)));
        assertThat(message.getInputsList())
                .containsExactly(tensor("window", "FP32", 1, 2, 2), tensor("channels", "BYTES", 2));
        assertThat(message.getRawInputContents(0))
                .isEqualTo(bytes(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0x60, 0x40, 0, 0, 0, 0));
        assertThat(message.getRawInputContents(1))
                .isEqualTo(
                        bytes(4, 0, 0, 0, 'f', 'l', 'o', 'w', 8, 0, 0, 0).concat(ByteString.copyFromUtf8("pressure")));
        assertThat(message.getUnknownFields().asMap()).isEmpty();
    }

    @Test
    void aUsersStateIsAnInferenceRequestOfThreeTensors() throws Exception {
        var message = ModelInferRequest.parseFrom(USER.encode("recommender"));
        assertThat(message.getModelName()).isEqualTo("recommender");
        assertThat(message.getId()).isEqualTo("user-events/0/7");
        assertThat(message.getParametersMap())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "user_id", text("u-1"),
                        "k", number(10),
                        "trigger", text("request"),
                        "timestamp", number(1_700_000_000_000L)));
        assertThat(message.getInputsList())
                .containsExactly(
                        tensor("history", "BYTES", 3), tensor("history_times", "INT64", 3), tensor("seen", "BYTES", 2));
        assertThat(message.getRawInputContents(0))
                .isEqualTo(bytes(1, 0, 0, 0, 'a', 0, 0, 0, 0, 2, 0, 0, 0, 0xc3, 0xbc));
        assertThat(message.getRawInputContents(1).size()).isEqualTo(3 * Long.BYTES);
        assertThat(message.getRawInputContents(2)).isEqualTo(bytes(1, 0, 0, 0, 'a', 1, 0, 0, 0, 'b'));
    }

    /** Another producer may write tensors in any order, and fields that this platform does not use. */
    @Test
    void fieldsInAnyOrderAndStrangeOnesAreRead() throws Exception {
        var own = ModelInferRequest.parseFrom(WINDOW.encode("m"));
        var other = own.toBuilder()
                .setModelVersion("3")
                .clearInputs()
                .clearRawInputContents()
                .addInputs(tensor("more", "INT64", 1))
                .addInputs(own.getInputs(1))
                .addInputs(own.getInputs(0))
                .addRawInputContents(bytes(0, 0, 0, 0, 0, 0, 0, 0))
                .addRawInputContents(own.getRawInputContents(1))
                .addRawInputContents(own.getRawInputContents(0))
                .addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                        .setName("score"))
                .putParameters(
                        "priority",
                        InferParameter.newBuilder().setBoolParam(true).build())
                .build();
        assertThat(WindowRequest.decode(other.toByteArray()))
                .usingRecursiveComparison()
                .isEqualTo(WINDOW);
    }

    @Test
    void aParameterOfAnotherTypeCountsAsNothing() throws Exception {
        var message = ModelInferRequest.parseFrom(WINDOW.encode("m")).toBuilder()
                .putParameters("sensor_id", number(4))
                .putParameters("window_start", text("4"))
                .putParameters("signal.robustZ", InferParameter.getDefaultInstance())
                .build();
        WindowRequest read = WindowRequest.decode(message.toByteArray());
        assertThat(read.sensorId()).isEmpty();
        assertThat(read.windowStart()).isZero();
        assertThat(read.signals()).containsEntry("robustZ", 0.0);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        var window = ModelInferRequest.parseFrom(WINDOW.encode("m"));
        assertBroken(window.toBuilder().removeParameters("sensor_id").build(), "no parameter 'sensor_id'");
        assertBroken(window.toBuilder().clearInputs().build(), "no input 'channels'");
        assertBroken(window.toBuilder().clearRawInputContents().build(), "input 'channels' is broken");
        assertBroken(
                window.toBuilder().setRawInputContents(0, bytes(1, 2, 3, 4)).build(),
                "a window of 1 values does not fit 2 channels");
        assertBroken(
                window.toBuilder().setInputs(0, tensor("window", "INT64", 1)).build(), "input 'window' is broken");
        assertThatThrownBy(() -> UserStateRequest.decode(ModelInferRequest.parseFrom(USER.encode("m")).toBuilder()
                        .putParameters("k", number(0))
                        .build()
                        .toByteArray()))
                .hasMessageContaining("history or k is broken");
    }

    /** Neither a request that is cut short nor one with a flipped bit does more than to be refused, or read as the oracle reads it. */
    @Test
    void damageIsRefusedOrReadAsTheOracleReadsIt() {
        for (byte[] whole : new byte[][] {WINDOW.encode("m"), USER.encode("m")}) {
            for (int length = 0; length < whole.length; length++) {
                compare(Arrays.copyOf(whole, length));
            }
            for (int bit = 0; bit < 8 * whole.length; bit++) {
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                compare(flipped);
            }
        }
    }

    private static void compare(byte[] bytes) {
        ModelInferRequest oracle;
        try {
            oracle = ModelInferRequest.parseFrom(bytes);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            assertThatThrownBy(() -> WindowRequest.decode(bytes)).isInstanceOf(InvalidRecordException.class);
            assertThatThrownBy(() -> UserStateRequest.decode(bytes)).isInstanceOf(InvalidRecordException.class);
            return;
        }
        try {
            WindowRequest read = WindowRequest.decode(bytes);
            assertThat(read.sensorId())
                    .isEqualTo(oracle.getParametersOrThrow("sensor_id").getStringParam());
            assertThat(read.windowEnd())
                    .isEqualTo(oracle.getParametersOrThrow("window_end").getInt64Param());
            assertThat(read.signals().values().stream()
                            .mapToDouble(value -> value)
                            .sum())
                    .isEqualTo(oracle.getParametersMap().entrySet().stream()
                            .filter(entry -> entry.getKey().startsWith("signal."))
                            .mapToDouble(entry -> entry.getValue().getDoubleParam())
                            .sum());
        } catch (InvalidRecordException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.MALFORMED);
        }
        try {
            UserStateRequest read = UserStateRequest.decode(bytes);
            assertThat(read.requestId()).isEqualTo(oracle.getId());
            assertThat(read.k())
                    .isEqualTo((int) oracle.getParametersOrThrow("k").getInt64Param());
        } catch (InvalidRecordException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.MALFORMED);
        }
    }

    private static void assertBroken(ModelInferRequest request, String words) {
        assertThatThrownBy(() -> WindowRequest.decode(request.toByteArray()))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining(words);
    }

    private static InferParameter text(String value) {
        return InferParameter.newBuilder().setStringParam(value).build();
    }

    private static InferParameter number(long value) {
        return InferParameter.newBuilder().setInt64Param(value).build();
    }

    private static InferParameter real(double value) {
        return InferParameter.newBuilder().setDoubleParam(value).build();
    }

    private static ModelInferRequest.InferInputTensor tensor(String name, String datatype, long... shape) {
        var tensor =
                ModelInferRequest.InferInputTensor.newBuilder().setName(name).setDatatype(datatype);
        for (long extent : shape) {
            tensor.addShape(extent);
        }
        return tensor.build();
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
    }
}
