package dev.millrace.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mvn -Pimages package}: the images of what was just built, as files or to a registry. */
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes the container images of all processes, as files or to a registry.")
public final class ImagesCommand implements Callable<Integer> {
    @Option(names = "--home", required = true, description = "Root of the repository, built.")
    private Path home = Path.of("");

    @Option(names = "--version-tag", required = true, description = "Tag of the images.")
    private String version = "";

    @Option(
            names = "--only",
            split = ",",
            description =
                    "Images to make, by name. Without it: all but those for which no base is named, and the worker that was"
                            + " built (for CUDA with -Dgpu).")
    private List<String> only = List.of();

    @Option(
            names = "--to",
            description = "Registry and path to push to, such as registry.example.com/team. Without it: files.")
    private @Nullable String to;

    @Option(names = "--insecure", description = "The registry may speak HTTP, or have a certificate that nobody knows.")
    private boolean insecure;

    @Option(names = "--base", description = "scratch, tar:FILE or IMAGE@sha256:DIGEST; default: ${DEFAULT-VALUE}.")
    private String base = "scratch";

    @Option(names = "--flink-base", description = "The same for the Flink jobs: Flink's own image.")
    private @Nullable String flinkBase;

    @Option(names = "--gpu-base", description = "The same for the GPU worker: an image with CUDA 12 and cuDNN 9.")
    private @Nullable String gpuBase;

    @Option(names = "--revision", description = "Commit that was built; default: that of the working tree.")
    private @Nullable String revision;

    @Option(names = "--source", description = "Address of the repository, for the images' labels.")
    private @Nullable String source;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ImagesCommand()).setExecutionExceptionHandler((problem, line, parsed) -> {
            line.getErr().println("images: " + problem.getMessage());
            return line.getCommandSpec().exitCodeOnExecutionException();
        });
    }

    @Override
    public Integer call() throws Exception {
        var bases = new Bases(Base.parse(base), parse(flinkBase), parse(gpuBase));
        Path target = home.resolve("k8s/images/target");
        var tars = new Destination.Tars(target.resolve("images"));
        Destination destination = to == null ? tars : new Destination.Registry(to, insecure);
        var labels = new Labels(version, revision == null ? commit() : revision, source);
        var builder = new ImageBuilder(home, target.resolve("work"), bases, labels, JavaRuntime.ofThisJdk());
        for (ProcessImage image : chosen(bases)) {
            String digest = builder.build(image, destination).getDigest().toString();
            String size = to == null ? "  " + Files.size(tars.file(image.name())) / 1_000_000 + " MB" : "";
            spec.commandLine().getOut().println("millrace/" + image.name() + ":" + version + "  " + digest + size);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<ProcessImage> chosen(Bases bases) throws IOException {
        if (!only.isEmpty()) {
            return only.stream().map(ProcessImage::named).toList();
        }
        var chosen = new ArrayList<ProcessImage>();
        boolean cuda = BuiltModule.read(
                        home, ProcessImage.named(ProcessImage.WORKER_GPU).module())
                .classPath()
                .stream()
                .anyMatch(OnnxJar::isGpu);
        for (ProcessImage image : ProcessImage.all()) {
            if (image.isFlink() && bases.flink() == null) {
                spec.commandLine().getOut().println("millrace/" + image.name() + ": left out, no --flink-base");
            } else if (image.isGpu() == cuda || !ofWorker(image)) {
                chosen.add(image);
            }
        }
        return chosen;
    }

    /** Whether the image is there in two kinds, of which one build makes one. */
    private static boolean ofWorker(ProcessImage image) {
        return image.module().equals(ProcessImage.named(ProcessImage.WORKER_GPU).module());
    }

    private static @Nullable Base parse(@Nullable String text) {
        return text == null ? null : Base.parse(text);
    }

    private String commit() throws InterruptedException {
        try {
            return Tool.run(List.of("git", "-C", home.toString(), "rev-parse", "HEAD"))
                    .strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("no commit to label the images with: --revision COMMIT", e);
        }
    }
}
