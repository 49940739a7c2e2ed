package dev.millrace.local.dlq;

import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Sends dead letters again in one pass, uncorrected; each once, however often it is asked. For programs: it tells a result, no story. */
public final class QuietRedrive {
    /** Somebody waits for the answer. */
    private static final Map<String, Object> IMPATIENT =
            Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);

    private final KafkaClients kafka;
    private final LetterFilter filter;
    private final double rate;
    private int sent;
    private int before;
    private int refused;
    private @Nullable String why;

    /**
     * What became of the letters that were meant.
     *
     * @param sent again
     * @param before sent again earlier and therefore left out
     * @param refused that cannot be sent again
     * @param why the reason for the first of these
     */
    public record Result(int sent, int before, int refused, @Nullable String why) {}

    private QuietRedrive(KafkaClients kafka, LetterFilter filter, double rate) {
        this.kafka = kafka;
        this.filter = filter;
        this.rate = rate;
    }

    /** Letters of the filter that lie in the topic now, at most so many a second. */
    public static Result run(KafkaClients kafka, LetterFilter filter, double perSecond) throws Exception {
        return new QuietRedrive(kafka, filter, perSecond).run();
    }

    private Result run() throws Exception {
        Redrive redrive = Redrive.on(kafka, Correction.NONE);
        try (var memory = new RedriveMemory(kafka);
                var producer = kafka.producer(IMPATIENT)) {
            RedriveMemory.Redriven redriven = memory.read();
            var redriver = new Redriver(producer, rate, Clocks.nanos(), LockSupport::parkNanos, ids -> {
                memory.add(ids);
                sent += ids.size();
            });
            new LetterReader(kafka).read(letter -> {
                if (!filter.test(letter)) {
                    return;
                }
                if (redriven.contains(letter.id())) {
                    before++;
                    return;
                }
                try {
                    redriver.send(letter.id(), redrive.record(letter));
                } catch (UnredrivableException e) {
                    refused++;
                    why = why == null ? e.getMessage() : why;
                }
            });
            redriver.settle();
        }
        return new Result(sent, before, refused, why);
    }
}
