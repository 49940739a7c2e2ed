package dev.millrace.load.send;

import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.AgentRunner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link SendTask} in this process, for small loads and tests: no start-up, but it shares garbage collection and compiler. */
final class LocalSender implements SenderHandle {
    private static final long STEP_MILLIS = 1000;

    private final SendTask task;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AgentRunner reporter;
    private volatile @Nullable SendProgress progress;
    private volatile boolean ended;
    private volatile @Nullable String failure;

    private LocalSender(SendTask task) {
        this.task = task;
        this.reporter = AgentRunner.start("sender-report", new Reporter(), error -> failure = String.valueOf(error));
    }

    static LocalSender start(SendJob job, RunClock clock) throws Exception {
        return new LocalSender(SendTask.start(job, clock));
    }

    /** Reports each second, and for the last time when the task is done or stopped. */
    private final class Reporter implements Agent {
        @Override
        public int doWork() throws Exception {
            if (ended) {
                return stop.await(STEP_MILLIS, TimeUnit.MILLISECONDS) ? 1 : 0;
            }
            if (stop.await(STEP_MILLIS, TimeUnit.MILLISECONDS) || task.done()) {
                finish();
            } else {
                progress = task.progress(false, null);
            }
            return 1;
        }

        @Override
        public void close() throws Exception {
            finish();
        }

        private void finish() throws Exception {
            if (!ended) {
                task.close();
                SendProgress last = task.progress(true, null);
                failure = last.error();
                progress = last;
                ended = true;
            }
        }
    }

    @Override
    public @Nullable SendProgress progress() {
        return progress;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public long pid() {
        return -1;
    }

    @Override
    public void close() throws InterruptedException {
        stop.countDown();
        reporter.close();
    }
}
