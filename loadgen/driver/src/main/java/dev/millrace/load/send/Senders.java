package dev.millrace.load.send;

import dev.millrace.servicekit.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Everything that sends for one run: so many child processes, each with its share of every flow, or one sender in this process.
 * All begin at the job's begin; it should lie {@link #START_UP} ahead, for a child that is not up by then is late with its first
 * events. Closing ends what still runs, by process id.
 */
public final class Senders implements AutoCloseable {
    /** What children need from start to first event, with room for a busy machine. */
    public static final Duration START_UP = Duration.ofSeconds(8);

    private static final long LOOK_NANOS = 20_000_000;

    private final List<SenderHandle> handles = new ArrayList<>();
    private final Resources resources = new Resources();
    private final LongSupplier nanos;

    private Senders(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Starts {@code children} processes, or none and sends from here where it is 0. {@code job} says all but the shares. Jobs and
     * logs of children are kept in {@code folder}, which is made.
     */
    public static Senders start(SendJob job, int children, Path folder, Clock wall, LongSupplier nanos)
            throws Exception {
        var senders = new Senders(nanos);
        try {
            senders.open(job, children, folder, wall);
        } catch (Exception e) {
            senders.close();
            throw e;
        }
        return senders;
    }

    private void open(SendJob job, int children, Path folder, Clock wall) throws Exception {
        if (children == 0) {
            add(LocalSender.start(job.share(0, 1), RunClock.of(wall, nanos, job.beginMillis())));
            return;
        }
        Files.createDirectories(folder);
        for (int process = 0; process < children; process++) {
            add(SenderChild.start(job.share(process, children), folder));
        }
    }

    private void add(SenderHandle handle) {
        handles.add(resources.add(handle));
    }

    /** The newest report of each process that has made one. */
    public List<SendProgress> progress() {
        return handles.stream()
                .map(SenderHandle::progress)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Events of a topic that were handed to producers, as far as reported. */
    public long sent(String topic) {
        return progress().stream()
                .flatMap(progress -> progress.flows().stream())
                .filter(flow -> flow.topic().equals(topic))
                .mapToLong(FlowProgress::sent)
                .sum();
    }

    /** Ids of the child processes that run. */
    public List<Long> pids() {
        return handles.stream().map(SenderHandle::pid).filter(pid -> pid >= 0).toList();
    }

    /** True when every sender has ended. Throws {@link IllegalStateException} where one has failed. */
    public boolean done() {
        for (SenderHandle handle : handles) {
            String failure = handle.failure();
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
        return handles.stream().allMatch(SenderHandle::ended);
    }

    /**
     * Waits until all is sent and taken; the last reports, by process. Throws {@link IllegalStateException} where a sender has
     * failed, {@link TimeoutException} after {@code limit}.
     */
    public List<SendProgress> await(Duration limit) throws TimeoutException, InterruptedException {
        long end = nanos.getAsLong() + limit.toNanos();
        while (!done()) {
            if (nanos.getAsLong() > end) {
                throw new TimeoutException("senders have not ended within " + limit + ": " + progress());
            }
            LockSupport.parkNanos(LOOK_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("while senders were under way");
            }
        }
        return progress();
    }

    /** Stops what still runs. Reports stay readable: the last ones say how far it came. */
    @Override
    public void close() throws Exception {
        resources.close();
    }
}
