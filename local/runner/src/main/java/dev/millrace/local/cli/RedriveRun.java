package dev.millrace.local.cli;

import dev.millrace.local.dlq.Correction;
import dev.millrace.local.dlq.Letter;
import dev.millrace.local.dlq.LetterFilter;
import dev.millrace.local.dlq.LetterId;
import dev.millrace.local.dlq.LetterReader;
import dev.millrace.local.dlq.Redrive;
import dev.millrace.local.dlq.RedriveMemory;
import dev.millrace.local.dlq.Redriver;
import dev.millrace.local.dlq.UnredrivableException;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One `dlq redrive`: reads the letters once to see what is to be done and once to do it, so that few are in memory. */
final class RedriveRun {
    private static final int SHOWN = 20;
    private static final long PROGRESS_MILLIS = 2_000;

    private final KafkaClients kafka;
    private final LetterReader reader;
    private final LetterFilter filter;
    private final boolean again;
    private final Correction correction;
    private final double rate;
    private final PrintWriter out;
    private final PrintWriter err;

    private final Set<LetterId> planned = new LinkedHashSet<>();
    private int before;
    private int unredrivable;
    private int acknowledged;
    private long progressAt;

    RedriveRun(
            KafkaClients kafka,
            LetterFilter filter,
            boolean again,
            Correction correction,
            double rate,
            PrintWriter out,
            PrintWriter err) {
        this.kafka = kafka;
        this.reader = new LetterReader(kafka);
        this.filter = filter;
        this.again = again;
        this.correction = correction;
        this.rate = rate;
        this.out = out;
        this.err = err;
    }

    int dryRun() throws Exception {
        try (var memory = new RedriveMemory(kafka)) {
            plan(Redrive.on(kafka, correction), memory, true);
        }
        tellRest();
        out.println(planned.size() + " records would be sent.");
        out.flush();
        return status();
    }

    int send(IntPredicate confirmed) throws Exception {
        Redrive redrive = Redrive.on(kafka, correction);
        try (var memory = new RedriveMemory(kafka)) {
            plan(redrive, memory, false);
            tellRest();
            if (planned.isEmpty() || !confirmed.test(planned.size())) {
                out.println("Nothing sent.");
                out.flush();
                return status();
            }
            try (var producer = kafka.producer(Map.of())) {
                var redriver =
                        new Redriver(producer, rate, Clocks.nanos(), LockSupport::parkNanos, ids -> sent(memory, ids));
                progressAt = Clocks.wall().millis() + PROGRESS_MILLIS;
                reader.read(letter -> {
                    if (planned.contains(letter.id())) {
                        redriver.send(letter.id(), redrive.record(letter));
                    }
                });
                redriver.settle();
            } finally {
                out.println(acknowledged + " of " + planned.size() + " records sent again.");
                out.flush();
            }
        }
        return status();
    }

    private int status() {
        return unredrivable == 0 ? 0 : 1;
    }

    private void plan(Redrive redrive, RedriveMemory memory, boolean tell) throws Exception {
        RedriveMemory.Redriven redriven = memory.read();
        reader.read(letter -> {
            if (!filter.test(letter)) {
                return;
            }
            if (!again && redriven.contains(letter.id())) {
                before++;
                return;
            }
            try {
                ProducerRecord<byte[], byte[]> record = redrive.record(letter);
                planned.add(letter.id());
                if (tell) {
                    out.println(line(letter, record));
                }
            } catch (UnredrivableException e) {
                if (++unredrivable <= SHOWN) {
                    err.println("letter " + letter.id() + " is not sent: it " + e.getMessage());
                }
            }
        });
        if (correction.ofOneRecord() && planned.size() != 1) {
            throw new IllegalArgumentException("--value and --new-key correct exactly one letter, and " + planned.size()
                    + " are selected" + (before > 0 ? " (" + before + " more were sent again before: --again)" : ""));
        }
    }

    private static String line(Letter letter, ProducerRecord<byte[], byte[]> record) {
        return "would send " + letter.id() + " to " + record.topic()
                + (record.partition() == null ? "" : "/" + record.partition())
                + " key=" + (record.key() == null ? "-" : LetterText.text(record.key()))
                + " " + (record.value() == null ? "null" : record.value().length + " bytes");
    }

    private void tellRest() {
        if (before > 0) {
            out.println(before + " were sent again before and are left out; --again sends them too.");
        }
        if (unredrivable > SHOWN) {
            err.println("... and " + (unredrivable - SHOWN) + " more that are not sent");
        }
        out.flush();
        err.flush();
    }

    private void sent(RedriveMemory memory, List<LetterId> ids) throws InterruptedException, ExecutionException {
        acknowledged += ids.size();
        memory.add(ids);
        if (Clocks.wall().millis() >= progressAt) {
            progressAt = Clocks.wall().millis() + PROGRESS_MILLIS;
            err.println(acknowledged + " of " + planned.size() + " sent");
            err.flush();
        }
    }
}
