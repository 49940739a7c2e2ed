package dev.millrace.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes one image after the other. Layers go from what seldom changes to what every commit changes: C libraries, Java, jars of others
 * with ONNX Runtime's natives, our jars, bill of materials. The first two are the same in every image.
 */
final class ImageBuilder {
    /** As in the manifests; the image works as any other user too. */
    static final String USER = "10001:10001";

    static final String JAVA = "/opt/java";
    static final String HOME = "/opt/millrace";
    static final String NATIVES = HOME + "/onnx-native";
    /** Where Flink looks for the jars of a job. */
    static final String FLINK_JOB = "/opt/flink/usrlib";

    private final Path home;
    private final Path work;
    private final Bases bases;
    private final Labels labels;
    private final JavaRuntime runtime;

    /** @param work folder for what is made on the way, kept for the next build */
    ImageBuilder(Path home, Path work, Bases bases, Labels labels, JavaRuntime runtime) {
        this.home = home.toAbsolutePath().normalize();
        this.work = work.toAbsolutePath().normalize();
        this.bases = bases;
        this.labels = labels;
        this.runtime = runtime;
    }

    JibContainer build(ProcessImage image, Destination destination) throws Exception {
        JibContainerBuilder container = describe(image);
        Containerizer to = destination
                .of(image.name(), labels.version())
                .setToolName("millrace-images")
                .setBaseImageLayersCache(work.resolve("base-layers"))
                .setApplicationLayersCache(work.resolve("layers"));
        return container.containerize(to);
    }

    private JibContainerBuilder describe(ProcessImage image) throws IOException, InterruptedException {
        Base base = bases.of(image);
        BuiltModule module = BuiltModule.read(home, image.module());
        if (image.isGpu() != module.classPath().stream().anyMatch(OnnxJar::isGpu)) {
            throw new IOException(image.name() + ": " + image.module() + " was built "
                    + (image.isGpu()
                            ? "without -Dgpu: build it with that"
                            : "with -Dgpu: that is image " + ProcessImage.WORKER_GPU));
        }
        JibContainerBuilder container = base.start();
        container.setPlatforms(Set.of(platform()));
        labels.of(image).forEach(container::addLabel);
        Path files = work.resolve(image.name());
        if (image.isFlink()) {
            flink(container, image, module, files);
        } else {
            java(container, image, module, files, base instanceof Base.Scratch);
        }
        return container;
    }

    private void java(
            JibContainerBuilder container, ProcessImage image, BuiltModule module, Path files, boolean scratch)
            throws IOException, InterruptedException {
        Path java = runtime.make(work.resolve("java"));
        SortedSet<Path> libraries = scratch ? CLibraries.of(java) : new TreeSet<>();
        if (scratch) {
            container.addFileEntriesLayer(system(libraries).build());
        }
        container.addFileEntriesLayer(new Layer("java").tree(java, JAVA).build());

        Optional<Path> onnx = module.libraries().stream().filter(OnnxJar::is).findFirst();
        var jars = new ArrayList<>(module.libraries());
        List<Path> natives = List.of();
        if (onnx.isPresent()) {
            String platform = OnnxJar.platform(System.getProperty("os.arch", ""));
            OnnxJar split = OnnxJar.split(onnx.get(), platform, files.resolve("onnx"));
            jars.set(jars.indexOf(onnx.get()), split.classes());
            natives = split.libraries();
        }
        container.addFileEntriesLayer(
                new Layer("libraries").into(HOME + "/lib", jars).build());
        if (onnx.isPresent()) {
            container.addFileEntriesLayer(
                    new Layer("natives").into(NATIVES, natives).build());
        }
        Path arguments = written(files.resolve("class-path"), classPath(module));
        container.addFileEntriesLayer(new Layer("millrace")
                .into(HOME + "/lib", module.own())
                .file(arguments, HOME + "/class-path")
                .build());
        sbom(container, image, true, libraries, files);
        container.setEntrypoint(entrypoint(image, onnx.isPresent()));
        container.setUser(USER);
    }

    /** Flink's image starts Flink; the job is what it finds in {@code usrlib}. */
    private void flink(JibContainerBuilder container, ProcessImage image, BuiltModule module, Path files)
            throws IOException {
        List<Path> others = FlinkLibraries.of(module.libraries());
        container.addFileEntriesLayer(
                new Layer("libraries").into(FLINK_JOB, others).build());
        container.addFileEntriesLayer(new Layer("millrace")
                .into(FLINK_JOB, module.own().subList(1, module.own().size()))
                .file(module.jar(), FLINK_JOB + "/millrace-flink.jar")
                .build());
        sbom(container, image, false, Set.of(), files);
    }

    /** What a Linux process expects to find: its libraries, a name for its user, a rule for names of hosts, a place for {@code /tmp}. */
    private Layer system(SortedSet<Path> libraries) throws IOException {
        Path etc = work.resolve("etc");
        var layer = new Layer("c-libraries");
        libraries.forEach(library -> layer.file(library, library.normalize().toString()));
        String id = USER.replaceFirst(":.*", "");
        layer.file(
                written(etc.resolve("passwd"), "millrace:x:" + id + ":" + id + "::/tmp:/nonexistent\n"), "/etc/passwd");
        layer.file(written(etc.resolve("group"), "millrace:x:" + id + ":\n"), "/etc/group");
        layer.file(written(etc.resolve("nsswitch.conf"), "hosts: files dns\n"), "/etc/nsswitch.conf");
        layer.file(Files.createDirectories(etc.resolve("tmp")), "/tmp");
        return layer;
    }

    private void sbom(JibContainerBuilder container, ProcessImage image, boolean java, Set<Path> libraries, Path files)
            throws IOException {
        Path bom = Sbom.ofModule(home, image);
        if (Files.exists(bom)) {
            Path complete = Sbom.complete(bom, java, libraries, files.resolve("bom.json"));
            container.addFileEntriesLayer(
                    new Layer("sbom").file(complete, "/sbom/bom.json").build());
        }
    }

    private static List<String> entrypoint(ProcessImage image, boolean onnx) {
        var command = new ArrayList<String>(List.of(JAVA + "/bin/java", "-Dfile.encoding=UTF-8"));
        command.addAll(image.options());
        if (onnx) {
            command.add("-Donnxruntime.native.path=" + NATIVES);
        }
        command.addAll(List.of("@" + HOME + "/class-path", image.mainClass()));
        return command;
    }

    /** In Maven's order; a wildcard would have that of the file system. */
    private static String classPath(BuiltModule module) {
        return module.classPath().stream()
                .map(jar -> HOME + "/lib/" + jar.getFileName())
                .collect(Collectors.joining(":", "-cp\n", "\n"));
    }

    private static Platform platform() {
        return new Platform(System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64", "linux");
    }

    private static Path written(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, text);
    }
}
