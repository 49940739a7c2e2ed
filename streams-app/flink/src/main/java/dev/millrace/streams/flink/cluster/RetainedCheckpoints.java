package dev.millrace.streams.flink.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one job on disk: {@code <job>/run-<n>/<job id>/chk-<k>/_metadata}.
 *
 * <p>Every process start is a run with a folder of its own. Flink renames {@code _metadata} into place as the last step of a
 * checkpoint, so a folder with that file is complete, whatever moment the process was killed at. The first checkpoint of a
 * run repeats all that it restored (claim mode "no claim"), so a run never refers to the files of an earlier one: once a run
 * has a checkpoint, the runs before it are garbage, half-written files of killed processes included.
 */
final class RetainedCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(RetainedCheckpoints.class);
    private static final Pattern RUN = Pattern.compile("run-(\\d{1,18})");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})");
    static final String METADATA = "_metadata";

    private final Path folder;
    private final Check check;

    /** Reads a checkpoint's metadata; throws where that cannot be done. */
    interface Check {
        void read(Path checkpoint) throws IOException;
    }

    /** A complete checkpoint, {@code path} as Flink restores it. */
    record Retained(Path path, long run, long id) {}

    RetainedCheckpoints(Path folder, Check check) {
        this.folder = folder;
        this.check = check;
    }

    /**
     * The newest complete checkpoint: the highest number in the highest run that has one; empty where there was never one.
     * Throws where there are complete checkpoints and none can be read: to start without state is for a person to decide.
     */
    Optional<Retained> newest() throws IOException {
        List<Retained> complete = complete();
        for (Retained candidate : complete) {
            try {
                check.read(candidate.path());
                return Optional.of(candidate);
            } catch (IOException e) {
                LOG.warn("checkpoint {} cannot be read, trying the one before it", candidate.path(), e);
            }
        }
        if (!complete.isEmpty()) {
            throw new IOException("none of the checkpoints in " + folder
                    + " can be read; delete that folder to start without state, at the committed offsets");
        }
        return Optional.empty();
    }

    /** Makes the folder of a new run, and deletes every run but the one that {@code restored} is in. */
    Path newRun(Optional<Retained> restored) throws IOException {
        long last = 0;
        for (Path run : children(folder, RUN)) {
            long number = number(run, RUN);
            last = Math.max(last, number);
            if (restored.isEmpty() || restored.get().run() != number) {
                Folders.delete(run);
            }
        }
        return Files.createDirectories(folder.resolve("run-" + (last + 1)));
    }

    private List<Retained> complete() throws IOException {
        var found = new ArrayList<Retained>();
        for (Path run : children(folder, RUN)) {
            try (Stream<Path> jobs = Files.list(run)) {
                for (Path job : jobs.toList()) {
                    for (Path checkpoint : children(job, CHECKPOINT)) {
                        if (Files.isRegularFile(checkpoint.resolve(METADATA))) {
                            found.add(new Retained(checkpoint, number(run, RUN), number(checkpoint, CHECKPOINT)));
                        }
                    }
                }
            }
        }
        found.sort(Comparator.comparingLong(Retained::run)
                .thenComparingLong(Retained::id)
                .reversed());
        return found;
    }

    private static List<Path> children(Path parent, Pattern name) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(child ->
                            name.matcher(child.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static long number(Path path, Pattern name) {
        Matcher matcher = name.matcher(path.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not " + name + ": " + path);
        }
        return Long.parseLong(matcher.group(1));
    }
}
