package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceUnavailableException;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.inference.worker.stream.Incoming.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Puts requests to one version of a model: together, and where that fails by halves, until the request that spoils its batch is
 * alone. A batch of n with one poison record takes about 2 log2 n runs, not n, and every other record is answered from a batch.
 * Alone, a request is tried a bounded number of times before it is refused.
 */
final class BatchRunner<Q> {
    private final WorkerMetrics metrics;
    private final LongSupplier nanos;
    private final int attempts;
    private final boolean answering;

    BatchRunner(WorkerMetrics metrics, LongSupplier nanos, int attempts) {
        this(metrics, nanos, attempts, true);
    }

    private BatchRunner(WorkerMetrics metrics, LongSupplier nanos, int attempts, boolean answering) {
        this.metrics = metrics;
        this.nanos = nanos;
        this.attempts = attempts;
        this.answering = answering;
    }

    /** The same for a shadow, whose runs take time and answer nobody. */
    BatchRunner<Q> ofShadow() {
        return new BatchRunner<>(metrics, nanos, attempts, false);
    }

    /**
     * Answers every request, in order.
     *
     * @throws UnavailableException where all of them have to be tried again later
     */
    List<Answered<Q>> run(List<Request<Q>> requests, Scorer<Q> scorer) throws UnavailableException {
        var answers = new ArrayList<Answered<Q>>(requests.size());
        if (!requests.isEmpty()) {
            split(requests, scorer, answers);
        }
        return answers;
    }

    private void split(List<Request<Q>> requests, Scorer<Q> scorer, List<Answered<Q>> answers)
            throws UnavailableException {
        try {
            together(requests, scorer, answers, 1);
        } catch (InferenceException e) {
            int size = requests.size();
            if (size == 1) {
                alone(requests.get(0), scorer, answers, e);
                return;
            }
            metrics.bisected();
            split(requests.subList(0, size / 2), scorer, answers);
            split(requests.subList(size / 2, size), scorer, answers);
        }
    }

    private void alone(Request<Q> request, Scorer<Q> scorer, List<Answered<Q>> answers, InferenceException first)
            throws UnavailableException {
        InferenceException last = first;
        for (int attempt = 2; attempt <= attempts; attempt++) {
            try {
                together(List.of(request), scorer, answers, attempt);
                return;
            } catch (InferenceException e) {
                last = e;
            }
        }
        var refusal = new Answer.Refusal(ErrorKind.INFERENCE, String.valueOf(last.getMessage()));
        answers.add(new Answered<>(request, refusal, scorer.model(), Lap.NONE, attempts));
    }

    private void together(List<Request<Q>> requests, Scorer<Q> scorer, List<Answered<Q>> answers, int attempt)
            throws InferenceException, UnavailableException {
        List<Q> bodies = requests.stream().map(Request::body).toList();
        long begun = nanos.getAsLong();
        boolean lookedUp = lookUp(bodies, scorer);
        long ready = lookedUp ? nanos.getAsLong() : begun;
        List<Answer> found = score(bodies, scorer);
        var lap = new Lap(begun, ready, nanos.getAsLong(), lookedUp);
        if (answering) {
            metrics.batch(bodies.size(), ready - begun, lap.ended() - ready);
        } else {
            metrics.shadow(bodies.size(), lap.ended() - begun);
        }
        ModelRef model = scorer.model();
        for (int i = 0; i < requests.size(); i++) {
            answers.add(new Answered<>(requests.get(i), found.get(i), model, lap, attempt));
        }
    }

    private static <Q> boolean lookUp(List<Q> bodies, Scorer<Q> scorer)
            throws InferenceException, UnavailableException {
        try {
            return scorer.lookUp(bodies);
        } catch (RuntimeException e) {
            throw new InferenceException("the look-up of features failed: " + e, e);
        }
    }

    private static <Q> List<Answer> score(List<Q> bodies, Scorer<Q> scorer)
            throws InferenceException, UnavailableException {
        try {
            scorer.prepare(bodies);
            scorer.run();
            List<Answer> answers = scorer.finish(bodies);
            if (answers.size() != bodies.size()) {
                throw new InferenceException(answers.size() + " answers for " + bodies.size() + " requests");
            }
            return answers;
        } catch (InferenceUnavailableException e) {
            throw new UnavailableException("the model's server does not answer: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // A scorer that stumbles over one request must not take its neighbours down with it.
            throw new InferenceException("the scorer failed: " + e, e);
        }
    }
}
