package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ModelEntry.Stage;
import dev.millrace.inference.rollout.ComparisonWindow;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.inference.worker.model.Comparisons;
import dev.millrace.inference.worker.model.Serving;
import dev.millrace.inference.worker.stream.Incoming.Rejected;
import dev.millrace.inference.worker.stream.Incoming.Request;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second of the three threads, the only one that is ever in a model: takes what waits, runs it, hands it on.
 *
 * <p>INVARIANT: models change between two batches only, so that no batch mixes versions. A batch that has to wait for something
 * remote stays here, in front of all that came later.
 */
public final class RunLoop<Q> implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(RunLoop.class);

    private final RequestQueue<Q> queue;
    private final Outbox<Q> outbox;
    private final OffsetLedger ledger;
    private final Serving<Q> serving;
    private final Comparisons<Q> comparisons;
    private final BatchRunner<Q> runner;
    private final Trial<Q> trial;
    private final WorkerMetrics metrics;
    private final BooleanSupplier gate;
    private final Idle idle;
    private final Backoff backoff;
    private int retries;
    private @Nullable Batch<Q> batch;
    private @Nullable Finished<Q> finished;

    RunLoop(StreamParts<Q> parts, BatchRunner<Q> runner, WorkerStream.Context<Q> context) {
        this.queue = parts.queue();
        this.outbox = parts.outbox();
        this.ledger = parts.ledger();
        this.idle = parts.idle();
        this.metrics = parts.metrics();
        this.serving = context.serving();
        this.comparisons = context.comparisons();
        this.runner = runner;
        this.trial = new Trial<>(runner, context.nanos());
        this.gate = context.gate();
        this.backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2), context.nanos());
    }

    @Override
    public int doWork() throws InterruptedException {
        if (finished != null) {
            if (!outbox.offer(finished, idle.patience())) {
                return 0;
            }
            finished = null;
        }
        if (!gate.getAsBoolean() || !backoff.due()) {
            idle.nap();
            return 0;
        }
        serving.refresh();
        if (batch == null) {
            batch = queue.take(idle.patience());
        }
        if (batch == null) {
            return 0;
        }
        return answer(batch);
    }

    private int answer(Batch<Q> taken) throws InterruptedException {
        if (ledger.abandoned(taken.ticket())) {
            batch = null; // it is read again, here or elsewhere
            return 0;
        }
        serving.refresh();
        try {
            answer(taken, requests(taken));
            batch = null;
            goOn();
            return taken.incoming().size();
        } catch (UnavailableException e) {
            backoff.failed();
            metrics.retry();
            if (retries++ == 0) {
                LOG.warn("requests wait: {}", e.getMessage());
            }
            return 0;
        }
    }

    private void goOn() {
        backoff.reset();
        if (retries > 0) {
            LOG.info("requests go on after {} attempts", retries);
            retries = 0;
        }
    }

    private void answer(Batch<Q> taken, List<Request<Q>> requests) throws UnavailableException, InterruptedException {
        ComparisonWindow window = comparisons.current();
        Scorer<Q> challenger = serving.challenger();
        if (window == null || challenger == null) {
            handOver(taken, runner.run(requests, serving.live()), List.of());
            return;
        }
        var live = new ArrayList<Request<Q>>();
        var canary = new ArrayList<Request<Q>>();
        requests.forEach(one -> (serving.challenges(one.record().key()) ? canary : live).add(one));
        List<Answered<Q>> answered = trial.live(live, serving.live(), window);
        if (serving.role() == Stage.CANARY) {
            List<Answered<Q>> tried = trial.canary(canary, challenger, window);
            trial.unpaired(answered, tried, window);
            handOver(taken, answered, tried);
        } else {
            handOver(taken, answered, List.of());
            shadow(requests, answered, challenger, window);
        }
    }

    /** The answers are on their way already: whatever the shadow does, it cannot hold or change them. */
    private void shadow(
            List<Request<Q>> requests, List<Answered<Q>> live, Scorer<Q> challenger, ComparisonWindow window) {
        try {
            trial.paired(live, trial.shadow(requests, challenger, window), window);
        } catch (UnavailableException e) {
            LOG.debug("a shadow could not run: {}", e.getMessage());
        }
    }

    /** In the order of the queue again, with what was rejected in its place. Each list is in that order already. */
    private void handOver(Batch<Q> taken, List<Answered<Q>> live, List<Answered<Q>> canary)
            throws InterruptedException {
        var answers = new ArrayList<Answered<Q>>(taken.incoming().size());
        Iterator<Answered<Q>> ofLive = live.iterator();
        Iterator<Answered<Q>> ofCanary = canary.iterator();
        Answered<Q> nextLive = next(ofLive);
        Answered<Q> nextCanary = next(ofCanary);
        for (Incoming<Q> one : taken.incoming()) {
            if (one instanceof Rejected<Q> rejected) {
                answers.add(refuse(rejected));
            } else if (nextLive != null && nextLive.incoming() == one) {
                answers.add(nextLive);
                nextLive = next(ofLive);
            } else if (nextCanary != null && nextCanary.incoming() == one) {
                answers.add(nextCanary);
                nextCanary = next(ofCanary);
            } // else its partition was given away
        }
        var done = new Finished<>(answers, taken.ticket());
        finished = outbox.offer(done, idle.patience()) ? null : done;
    }

    private static <Q> @Nullable Answered<Q> next(Iterator<Answered<Q>> answers) {
        return answers.hasNext() ? answers.next() : null;
    }

    private Answered<Q> refuse(Rejected<Q> rejected) {
        var refusal = new Answer.Refusal(rejected.kind(), rejected.reason());
        return new Answered<>(rejected, refusal, serving.live().model(), Lap.NONE, rejected.attempts());
    }

    private List<Request<Q>> requests(Batch<Q> taken) {
        Set<TopicPartition> owned = ledger.next(taken.ticket()).keySet();
        var requests = new ArrayList<Request<Q>>(taken.incoming().size());
        for (Incoming<Q> one : taken.incoming()) {
            if (one instanceof Request<Q> request && owned.contains(one.partition())) {
                requests.add(request);
            }
        }
        return requests;
    }

    @Override
    public void close() {
        serving.close();
    }
}
