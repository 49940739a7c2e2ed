package dev.millrace.features.feast;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.feast.FeastClient;
import feast.proto.serving.ServingServiceGrpc;
import feast.proto.types.ValueProto;
import io.grpc.ManagedChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published client runs on one gRPC, one protobuf and one generated code, ours: no class of these exists twice. */
class ClassPathTest {
    @Test
    void noClassOfFeastGrpcOrProtobufExistsTwice() throws IOException {
        Map<String, List<String>> placesByClass = new TreeMap<>();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classes(Path.of(place)).forEach(name -> placesByClass
                    .computeIfAbsent(name, unused -> new ArrayList<>())
                    .add(place));
        }
        assertThat(placesByClass)
                .containsKeys(
                        "dev/feast/FeastClient.class",
                        "feast/proto/types/ValueProto.class",
                        "io/grpc/ManagedChannel.class",
                        "com/google/protobuf/Message.class");
        placesByClass.values().removeIf(places -> places.size() == 1);
        assertThat(placesByClass).isEmpty();
    }

    private static List<String> classes(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                return files.map(file -> place.relativize(file).toString().replace(File.separatorChar, '/'))
                        .filter(ClassPathTest::watched)
                        .toList();
            }
        }
        try (var jar = new JarFile(place.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(ClassPathTest::watched)
                    .toList();
        }
    }

    private static boolean watched(String name) {
        return name.endsWith(".class")
                && Stream.of("feast/", "dev/feast/", "io/grpc/", "com/google/protobuf/", "io/opentracing/")
                        .anyMatch(name::startsWith);
    }

    @Test
    void generatedCodeIsOursAndTheClientIsThePublishedOne() throws IOException {
        assertThat(place(FeastClient.class)).endsWith("feast-serving-client-0.38.0.jar");
        assertThat(place(ServingServiceGrpc.class)).contains("serving-api");
        assertThat(place(ValueProto.class)).contains("contracts");
        assertThat(place(ManagedChannel.class)).doesNotContain("1.30");
        assertThat(place(Message.class)).doesNotContain("protobuf-java-3");
    }

    private static String place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
