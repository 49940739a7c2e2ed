package dev.millrace.contracts.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.oip.InferParameter;
import dev.millrace.contracts.oip.InferTensorContents;
import dev.millrace.contracts.oip.ModelInferRequest;
import dev.millrace.contracts.oip.ModelInferResponse;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TensorMessagesTest {
    private static final Tensor FLOATS = Tensor.floats("x", new float[] {1, -2.5f, 3e-8f, 4, 5, 6}, 2, 3);
    private static final Tensor LONGS = Tensor.longs("ids", new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2);

    @Test
    void requestsAreWhatTheGeneratedClassesWrite() throws Exception {
        var request = new InferRequest(WireForm.PROTOBUF, "é1", List.of(FLOATS, LONGS), List.of("y"));
        ModelInferRequest oracle = ModelInferRequest.newBuilder()
                .setModelName("m")
                .setId("é1")
                .addInputs(header("x", "FP32", 2, 3))
                .addInputs(header("ids", "INT64", 2))
                .addOutputs(ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                        .setName("y"))
                .addRawInputContents(ByteString.copyFrom(FLOATS.data().duplicate()))
                .addRawInputContents(ByteString.copyFrom(LONGS.data().duplicate()))
                .build();
        assertThat(request.encode("m")).isEqualTo(oracle.toByteArray());
        assertThat(InferRequest.decode(oracle.toByteArray())).isEqualTo(request);
    }

    @Test
    void requestsOfOtherClientsAreRead() throws Exception {
        ModelInferRequest foreign = ModelInferRequest.newBuilder()
                .setModelName("m")
                .setModelVersion("7")
                .putParameters(
                        "p", InferParameter.newBuilder().setBoolParam(true).build())
                .addInputs(header("x", "FP32", 1, 2)
                        .setContents(InferTensorContents.newBuilder()
                                .addFp32Contents(1.5f)
                                .addFp32Contents(2)))
                .addInputs(header("n", "INT64", 1)
                        .putParameters(
                                "q",
                                InferParameter.newBuilder().setInt64Param(1).build())
                        .setContents(InferTensorContents.newBuilder().addInt64Contents(-9)))
                .build();
        assertThat(InferRequest.decode(foreign.toByteArray()).inputs())
                .containsExactly(
                        Tensor.floats("x", new float[] {1.5f, 2}, 1, 2), Tensor.longs("n", new long[] {-9}, 1));
    }

    @Test
    void responsesAreWhatTheGeneratedClassesRead() throws Exception {
        InferResponse response = response("h4sh");
        ModelInferResponse read = ModelInferResponse.parseFrom(response.encode(WireForm.PROTOBUF));
        assertThat(read.getModelName()).isEqualTo("mlp");
        assertThat(read.getModelVersion()).isEqualTo("v3");
        assertThat(read.getId()).isEqualTo("a/1/2");
        assertThat(read.getParametersOrThrow("source").getStringParam()).isEqualTo("a/1/2");
        assertThat(read.getParametersOrThrow("model_sha256").getStringParam()).isEqualTo("h4sh");
        assertThat(read.getParametersOrThrow("timing.run").getDoubleParam()).isEqualTo(.25);
        assertThat(read.getOutputs(0).getShapeList()).containsExactly(2L, 3L);
        assertThat(read.getRawOutputContents(0).asReadOnlyByteBuffer())
                .isEqualTo(FLOATS.data().duplicate());
        assertThat(InferResponse.decode(read.toByteArray())).isEqualTo(response);
    }

    @Test
    void responsesSurviveBothForms() throws Exception {
        for (InferResponse response : List.of(response("h4sh"), response(null))) {
            for (WireForm form : WireForm.values()) {
                assertThat(InferResponse.decode(response.encode(form))).isEqualTo(response);
            }
        }
        assertThat(new String(response(null).encode(WireForm.JSON), UTF_8))
                .isEqualTo("{\"model_name\":\"mlp\",\"model_version\":\"v3\",\"id\":\"a/1/2\",\"parameters\":"
                        + "{\"source\":\"a/1/2\",\"traceparent\":\"00-1\",\"input_crc32\":\"00ff\",\"features.missing\":\"v:f\",\"timing.run\":0.25,\"timing.total\":0.25},"
                        + "\"outputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2,3],"
                        + "\"data\":[1.0,-2.5,3.0E-8,4.0,5.0,6.0]},{\"name\":\"ids\",\"datatype\":\"INT64\",\"shape\":[2],"
                        + "\"data\":[-9223372036854775808,9223372036854775807]}]}");
    }

    @Property(tries = 300)
    void randomTensorsSurviveBothForms(
            @ForAll String id,
            @ForAll @Size(min = 1, max = 600)
                    float @FloatRange(min = -Float.MAX_VALUE, max = Float.MAX_VALUE) [] floats,
            @ForAll @Size(min = 1, max = 40) long[] longs)
            throws Exception {
        var inputs =
                List.of(Tensor.floats("ä\"" + id, floats, 1, floats.length), Tensor.longs("n", longs, longs.length, 1));
        for (WireForm form : WireForm.values()) {
            var request = new InferRequest(form, id, inputs, List.of(id + "1"));
            assertThat(InferRequest.decode(request.encode("mödel"))).isEqualTo(request);
        }
    }

    @Property(tries = 300)
    void whatIsNotFiniteIsFoundWhereverItStands(
            @ForAll @Size(min = 1, max = 70) float[] values, @ForAll int position, @ForAll boolean infinite) {
        int expected = -1;
        for (int i = values.length - 1; i >= 0; i--) {
            expected = Float.isFinite(values[i]) ? expected : i;
        }
        assertThat(Tensor.floats("x", values, values.length).firstNotFinite()).isEqualTo(expected);
        int at = Math.floorMod(position, values.length);
        values[at] = infinite ? Float.NEGATIVE_INFINITY : Float.intBitsToFloat(0xff80_0001);
        assertThat(Tensor.floats("x", values, values.length).firstNotFinite())
                .isEqualTo(expected >= 0 && expected < at ? expected : at);
    }

    @Property(tries = 1000)
    void randomBytesNeverBreakTheDecoder(@ForAll byte[] bytes) {
        try {
            assertThat(InferRequest.decode(bytes).inputs()).isNotEmpty();
        } catch (InvalidRecordException e) {
            assertThat(e.kind()).isIn(ErrorKind.MALFORMED, ErrorKind.WRONG_TYPE);
        }
    }

    /** Every request cut short or with a byte changed is read or refused, never anything else. */
    @Test
    void damagedRequestsAreReadOrRefused() {
        for (WireForm form : WireForm.values()) {
            byte[] good = new InferRequest(form, "i", List.of(FLOATS, LONGS), List.of("y")).encode("m");
            for (int at = 0; at < good.length; at++) {
                readOrRefused(java.util.Arrays.copyOf(good, at));
                for (int bit = 0; bit < 8; bit++) {
                    byte[] bad = good.clone();
                    bad[at] ^= (byte) (1 << bit);
                    readOrRefused(bad);
                }
            }
        }
    }

    private static void readOrRefused(byte[] bytes) {
        try {
            InferRequest.decode(bytes);
        } catch (InvalidRecordException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    @Test
    void jsonIsReadWhateverItsOrderAndNesting() throws Exception {
        InferRequest request = json("{'parameters':{'a':[1]},'inputs':[{'data':[[1,2.5],[3,4]],'shape':[2,2],"
                + "'parameters':{},'name':'x','datatype':'FP32'},"
                + "{'data':[9007199254740993],'name':'n','datatype':'INT64','shape':[1]}],'id':7}");
        assertThat(request.id()).isEqualTo("7");
        assertThat(request.inputs())
                .containsExactly(
                        Tensor.floats("x", new float[] {1, 2.5f, 3, 4}, 2, 2),
                        Tensor.longs("n", new long[] {9007199254740993L}, 1));
    }

    @Test
    void textsAreReadFromEitherForm() throws Exception {
        Tensor users = Tensor.texts("user_id", List.of("ann", "", "ä€😀"), 3);
        assertThat(users.elements()).isEqualTo(3);
        assertThat(users.texts()).containsExactly("ann", "", "ä€😀");
        for (WireForm form : WireForm.values()) {
            var request = new InferRequest(form, "1", List.of(users, FLOATS), List.of());
            assertThat(InferRequest.decode(request.encode("m")).inputs()).containsExactly(users, FLOATS);
        }
        var typed = ModelInferRequest.newBuilder().addInputs(header("user_id", "BYTES", 3));
        users.texts()
                .forEach(text ->
                        typed.getInputsBuilder(0).getContentsBuilder().addBytesContents(ByteString.copyFromUtf8(text)));
        assertThat(InferRequest.decode(typed.build().toByteArray()).inputs()).containsExactly(users);
    }

    @Test
    void brokenTextsAreRefusedInWords() {
        refused(
                tensor("BYTES", "[2]", "['a']"),
                ErrorKind.MALFORMED,
                "takes 2 texts, each behind its length, it has 1");
        refused(tensor("BYTES", "[1]", "[1]"), ErrorKind.WRONG_TYPE, "element 0 is not a text");
        refused(tensor("BYTES", "[1]", "'a'"), ErrorKind.WRONG_TYPE, "an array of texts");
        for (String raw : List.of("\3\0\0\0ab", "\0\0", "\377\377\377\377")) {
            refused(
                    ModelInferRequest.newBuilder()
                            .addInputs(header("u", "BYTES", 1))
                            .addRawInputContents(ByteString.copyFrom(raw, java.nio.charset.StandardCharsets.ISO_8859_1))
                            .build(),
                    ErrorKind.MALFORMED,
                    "a text that is longer than the bytes");
        }
    }

    @Test
    void brokenJsonIsRefusedInWords() {
        refused("{'inputs':[]}", ErrorKind.MALFORMED, "no inputs");
        refused("{'inputs':{}}", ErrorKind.WRONG_TYPE, "'inputs' must be an array of tensors");
        refused("{} {}", ErrorKind.MALFORMED, "something follows");
        refused("{'inputs':[", ErrorKind.MALFORMED, "not valid JSON");
        refused(tensor("FP64", "[1]", "[1]"), ErrorKind.WRONG_TYPE, "'FP64', FP32, INT64 and BYTES are served");
        refused(tensor("FP32", "[2]", "[1]"), ErrorKind.MALFORMED, "shape [2] and type FP32 takes 8 bytes, it has 4");
        refused(tensor("FP32", "[0]", "[]"), ErrorKind.MALFORMED, "extents must be at least 1");
        refused(tensor("FP32", "[2147483647,2147483647]", "[1]"), ErrorKind.MALFORMED, "it has 4");
        refused(tensor("FP32", "[1.5]", "[1]"), ErrorKind.WRONG_TYPE, "'shape' must be an array of whole numbers");
        refused(tensor("FP32", "[2]", "[1,NaN]"), ErrorKind.NOT_FINITE, "NaN");
        refused(tensor("FP32", "[2]", "[1,'-Infinity']"), ErrorKind.NOT_FINITE, "element 1 is -Infinity");
        refused(tensor("FP32", "[1]", "[1e39]"), ErrorKind.NOT_FINITE, "element 0 is beyond");
        refused(tensor("FP32", "[1]", "[true]"), ErrorKind.WRONG_TYPE, "element 0 is not a number");
        refused(tensor("INT64", "[1]", "[1.5]"), ErrorKind.WRONG_TYPE, "not a whole number");
        refused(tensor("INT64", "[1]", "[9223372036854775808]"), ErrorKind.WRONG_TYPE, "beyond what an INT64");
        refused("{'inputs':[{'name':'x','shape':[1],'data':[1]}]}", ErrorKind.MALFORMED, "lacks one of datatype");
    }

    @Test
    void brokenProtobufIsRefusedInWords() {
        var request = ModelInferRequest.newBuilder().addInputs(header("x", "FP32", 1));
        refused(request.build(), ErrorKind.MALFORMED, "takes 4 bytes, it has 0");
        refused(
                request.addRawInputContents(ByteString.copyFromUtf8("1234"))
                        .addRawInputContents(ByteString.EMPTY)
                        .build(),
                ErrorKind.MALFORMED,
                "1 inputs, but 2 raw_input_contents");
        refused(
                ModelInferRequest.newBuilder().addInputs(header("x", "BOOL", 1)).build(),
                ErrorKind.WRONG_TYPE,
                "'BOOL', FP32, INT64 and BYTES are served");
        refused(ModelInferRequest.newBuilder().setId("i").build(), ErrorKind.MALFORMED, "no inputs");
        assertThatThrownBy(() -> InferRequest.decode("hello".getBytes(UTF_8)))
                .hasMessageContaining("neither JSON (first byte '{') nor a ModelInferRequest");
        assertThatThrownBy(() -> InferRequest.decode(new byte[0])).hasMessageContaining("the request is empty");
    }

    private static void refused(ModelInferRequest request, ErrorKind kind, String words) {
        assertThatThrownBy(() -> InferRequest.decode(request.toByteArray()))
                .isInstanceOfSatisfying(InvalidRecordException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.reason()).contains(words);
                });
    }

    private static void refused(String json, ErrorKind kind, String words) {
        assertThatThrownBy(() -> json(json)).isInstanceOfSatisfying(InvalidRecordException.class, e -> {
            assertThat(e.reason()).contains(words);
            assertThat(e.kind()).isEqualTo(kind);
        });
    }

    private static String tensor(String datatype, String shape, String data) {
        return "{'inputs':[{'name':'x','datatype':'" + datatype + "','shape':" + shape + ",'data':" + data + "}]}";
    }

    private static InferRequest json(String text) throws InvalidRecordException {
        return InferRequest.decode(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static InferResponse response(@org.jspecify.annotations.Nullable String modelHash) {
        return new InferResponse(
                new ModelRef("mlp", "v3", modelHash),
                "a/1/2",
                new SourceRef("a", 1, 2),
                "00-1",
                "00ff",
                Map.of("features.missing", "v:f"),
                Timings.of(Map.of("run", .25)),
                List.of(FLOATS, LONGS));
    }

    private static ModelInferRequest.InferInputTensor.Builder header(String name, String type, long... shape) {
        var header =
                ModelInferRequest.InferInputTensor.newBuilder().setName(name).setDatatype(type);
        for (long extent : shape) {
            header.addShape(extent);
        }
        return header;
    }
}
