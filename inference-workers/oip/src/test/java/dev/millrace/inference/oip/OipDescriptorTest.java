package dev.millrace.inference.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.inference.api.ModelLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OipDescriptorTest {
    @Test
    void whatIsLeftOutHasADefault() throws Exception {
        OipDescriptor descriptor = parse("{\"oip\":{\"endpoint\":\"localhost:8001\",\"model\":\"m\"}}");
        assertThat(descriptor.oip())
                .isEqualTo(new OipDescriptor.Server(new OipEndpoint("localhost", 8001, false, null), "m", "", 1_000));
        assertThat(descriptor.metadata()).isEmpty();
    }

    @Test
    void everyKeyIsRead() throws Exception {
        OipDescriptor descriptor = parse("{\"oip\":{\"endpoint\":\"triton:8001\",\"model\":\"m\",\"version\":\"2\","
                + "\"timeoutMillis\":50,\"tls\":true,\"ca\":\"/ca.pem\"},\"metadata\":{\"millrace.kind\":\"tensor\"}}");
        assertThat(descriptor.oip())
                .isEqualTo(new OipDescriptor.Server(new OipEndpoint("triton", 8001, true, "/ca.pem"), "m", "2", 50));
        assertThat(descriptor.metadata()).containsEntry("millrace.kind", "tensor");
    }

    @Test
    void onlyThisMachineIsTalkedToInTheClearUnlessSaid() {
        assertThat(OipEndpoint.parse("127.0.0.1:1", null, null).tls()).isFalse();
        assertThat(OipEndpoint.parse("[::1]:1", null, null).tls()).isFalse();
        assertThat(OipEndpoint.parse("triton.ml:8001", null, null).tls()).isTrue();
        assertThat(OipEndpoint.parse("triton.ml:8001", false, null).tls()).isFalse();
    }

    @Test
    void whatIsWrongIsNamed() {
        refused("{}", "oip: is missing");
        refused("{\"oip\":{\"model\":\"m\"}}", "oip.endpoint: is missing");
        refused("{\"oip\":{\"endpoint\":\"h:1\",\"model\":\" \"}}", "oip.model: is missing");
        refused("{\"oip\":{\"endpoint\":\"h\",\"model\":\"m\"}}", "oip.endpoint: 'h' is not host:port");
        refused("{\"oip\":{\"endpoint\":\"http://h:1\",\"model\":\"m\"}}", "'http://h:1' is not host:port");
        refused("{\"oip\":{\"endpoint\":\"h:99999\",\"model\":\"m\"}}", "'h:99999' is not host:port");
        refused("{\"oip\":{\"endpoint\":\"h:1\",\"model\":\"m\",\"timeoutMillis\":0}}", "oip.timeoutMillis: 0");
        refused("{\"oip\":{\"endpoint\":\"h:1\",\"model\":\"m\",\"tls\":false,\"ca\":\"x\"}}", "oip.ca: 'x'");
        refused("{\"oip\":{\"endpoint\":\"h:1\",\"model\":\"m\",\"timeout\":5}}", "\"timeout\"");
        refused("{\"oip\":", "is no model descriptor");
    }

    @Test
    void descriptorsAreToldFromOtherFilesByTheirFirstByte(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("model");
        Files.writeString(file, " \n\t{\"oip\":{}}");
        assertThat(OipSessionFactory.isDescriptor(file)).isTrue();
        Files.write(file, new byte[] {8, 8, 18, '{'}); // an ONNX file opens with the version of its format
        assertThat(OipSessionFactory.isDescriptor(file)).isFalse();
        Files.write(file, new byte[0]);
        assertThat(OipSessionFactory.isDescriptor(file)).isFalse();
    }

    private static void refused(String json, String message) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining("m.json is no model descriptor")
                .hasMessageContaining(message);
    }

    private static OipDescriptor parse(String json) throws ModelLoadException {
        return OipDescriptor.parse(json.getBytes(UTF_8), "m.json");
    }
}
