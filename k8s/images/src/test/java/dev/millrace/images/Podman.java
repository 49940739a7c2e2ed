package dev.millrace.images;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** Podman with images and containers of its own, gone with it; skips the test where there is none. */
final class Podman implements AutoCloseable {
    /** Any that owns nothing: the images do not depend on theirs. */
    static final String USER = "65532";

    private static final String LIMIT = "4096:4096";
    private static final Duration START = Duration.ofSeconds(90);

    private final Path folder;
    private final List<Container> containers = new ArrayList<>();

    Podman() throws IOException {
        for (String program : List.of("podman", "runc")) {
            Assumptions.assumeTrue(isOnPath(program), "no " + program + " on the PATH: apt-get install podman runc");
        }
        // Short: conmon's socket lies below.
        folder = Files.createTempDirectory("millrace");
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** A running container; its name is that of its image. */
    record Container(String name, Process process, Path output, int port) {
        /** As the pod's readiness probe. */
        void awaitReady() {
            Awaitility.await(name).atMost(START).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("ended with " + process.exitValue() + ": " + log());
                }
                return isReady();
            });
        }

        private boolean isReady() throws InterruptedException {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            try {
                return HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false; // not listening yet
            }
        }

        String log() throws IOException {
            return Files.readString(output);
        }
    }

    /** A folder of this machine that any user of a container may write to. */
    Path writable(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve("volumes").resolve(name));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
        return made;
    }

    /**
     * Starts an image as its pod does: nothing to write to but the volumes, no rights, memory as there.
     *
     * @param volumes {@code FOLDER:PATH} and perhaps {@code :ro}
     */
    Container start(ProcessImage image, String memory, int port, Map<String, String> environment, List<String> volumes)
            throws Exception {
        Tool.run(podman(List.of(
                "load", "--quiet", "--input", BuiltImages.tar(image.name()).toString())));
        var run = new ArrayList<>(List.of("run", "--rm", "--name", image.name(), "--network", "host"));
        run.addAll(List.of("--read-only", "--read-only-tmpfs=false", "--user", USER, "--cap-drop", "all"));
        run.addAll(List.of("--security-opt", "no-new-privileges", "--memory", memory));
        run.addAll(List.of("--ulimit", "nofile=" + LIMIT, "--ulimit", "nproc=" + LIMIT));
        environment.forEach((key, value) -> run.addAll(List.of("--env", key + "=" + value)));
        volumes.forEach(volume -> run.addAll(List.of("--volume", volume)));
        run.add("millrace/" + image.name() + ":" + BuiltImages.version());
        Path log = folder.resolve(image.name() + ".log");
        Process process = new ProcessBuilder(podman(run))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var container = new Container(image.name(), process, log, port);
        containers.add(container);
        return container;
    }

    /** Process id of a container's Java on this machine. */
    String pid(Container container) throws Exception {
        return Tool.run(podman(List.of("inspect", "--format", "{{.State.Pid}}", container.name())))
                .strip();
    }

    /** Ends it as Kubernetes does; what its process ended with. */
    int stop(Container container) throws Exception {
        Tool.run(podman(List.of("stop", "--time", "30", container.name())));
        if (!container.process().waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError(container.name() + " is still there");
        }
        return container.process().exitValue();
    }

    private List<String> podman(List<String> arguments) {
        var command = new ArrayList<>(
                List.of("podman", "--root", folder.resolve("root").toString()));
        command.addAll(List.of("--runroot", folder.resolve("run").toString(), "--runtime", "runc"));
        command.addAll(List.of("--cgroup-manager", "cgroupfs", "--events-backend", "file"));
        command.addAll(arguments);
        return command;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Tool.run(podman(List.of("rm", "--all", "--force", "--time", "0")));
        Tool.run(podman(List.of("rmi", "--all", "--force")));
        for (Container container : containers) {
            container.process().destroyForcibly().waitFor();
        }
        Tool.run(List.of("rm", "-rf", folder.toString()));
    }
}
