package dev.millrace.local.training;

import dev.millrace.contracts.Inputs;
import dev.millrace.inference.training.TooLittleDataException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Cuts the history of a model's topic in two by event time, so that a model is judged on what came after all that it learnt from.
 * The topic is read once; memory is 8 bytes an event.
 */
public final class Preparation {
    public static final String TRAINING = "training" + EventFile.SUFFIX;
    public static final String HELD_OUT = "held-out" + EventFile.SUFFIX;

    private static final String ALL = "all" + EventFile.SUFFIX + ".tmp";

    private final Path folder;
    private long[] times = new long[1024];
    private int count;

    private Preparation(Path folder) {
        this.folder = folder;
    }

    /**
     * What lies in the folder now.
     *
     * @param cut event time of the first held-out event, epoch milliseconds
     */
    public record Prepared(long training, long heldOut, long cut) {}

    /**
     * Writes {@link #TRAINING} and {@link #HELD_OUT}.
     *
     * @param share of the events that is held out, between 0 and 1
     * @throws TooLittleDataException where one of the two would be empty
     */
    public static Prepared prepare(String model, TrainingData data, Path folder, double share) throws IOException {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("held-out: " + share + " is not a share between 0 and 1");
        }
        Files.createDirectories(folder);
        var preparation = new Preparation(folder);
        preparation.copy(model, data);
        try {
            return preparation.cut(share);
        } finally {
            Files.delete(folder.resolve(ALL));
        }
    }

    private void copy(String model, TrainingData data) throws IOException {
        try (Writer out = writer(ALL)) {
            switch (model) {
                case TrainingJobs.SENSOR_ANOMALY ->
                    data.sensorReadings(reading -> add(out, reading.timestamp(), Inputs.write(reading)));
                case TrainingJobs.RECOMMENDER ->
                    data.userEvents(event -> {
                        if (event.isInteraction()) {
                            add(out, event.timestamp(), Inputs.write(event));
                        }
                    });
                default ->
                    throw new IllegalArgumentException("there is no trainer for '" + model + "': choose "
                            + TrainingJobs.SENSOR_ANOMALY + " or " + TrainingJobs.RECOMMENDER);
            }
        }
    }

    private void add(Writer out, long timestamp, byte[] json) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = timestamp;
        try {
            out.write(new String(json, StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    private Prepared cut(double share) throws IOException {
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        long cut = count == 0 ? 0 : sorted[(int) Math.min(count - 1L, Math.round(count * (1 - share)))];
        long training = 0;
        try (BufferedReader in = Files.newBufferedReader(folder.resolve(ALL));
                Writer past = writer(TRAINING);
                Writer heldOut = writer(HELD_OUT)) {
            for (int i = 0; i < count; i++) {
                boolean early = times[i] < cut;
                training += early ? 1 : 0;
                Writer out = early ? past : heldOut;
                out.write(in.readLine());
                out.write('\n');
            }
        }
        if (training == 0) {
            throw new TooLittleDataException("the history has " + count
                    + " events, none of them before those that are held out: too little to train on");
        }
        return new Prepared(training, count - training, cut);
    }

    private BufferedWriter writer(String name) throws IOException {
        return Files.newBufferedWriter(folder.resolve(name));
    }
}
