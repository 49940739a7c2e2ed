package dev.millrace.local.demo;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.load.witness.ScoreHead;
import dev.millrace.local.demo.judge.AlertBook;
import dev.millrace.local.demo.measure.Latencies;
import dev.millrace.local.demo.measure.WindowId;
import dev.millrace.local.demo.report.Narrator;
import dev.millrace.local.demo.summary.Percentiles;
import dev.millrace.local.demo.traffic.TruthWindow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes every result record to the books that it belongs to. The reader's thread calls it. */
final class Observer {
    private final Books books;
    private final Narrator narrator;
    private final List<TruthWindow> truth;
    private final Latencies alertLatencies = new Latencies();
    private final AtomicLong unreadable = new AtomicLong();

    /** {@code truth} is told beside alerts. */
    Observer(Books books, Narrator narrator, List<TruthWindow> truth) {
        this.books = books;
        this.narrator = narrator;
        this.truth = truth;
    }

    void onRecord(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null && !record.topic().equals(Topics.DEAD_LETTERS)) {
            unreadable.incrementAndGet();
            return;
        }
        try {
            switch (record.topic()) {
                case Topics.ANOMALY_SCORES -> score(record);
                case Topics.ANOMALY_ALERTS -> alert(AnomalyAlert.CODEC.decode(record.value()), record.timestamp());
                case Topics.RECOMMENDATIONS ->
                    recommendation(Recommendation.CODEC.decode(record.value()), record.timestamp());
                default -> books.deadLetters().onRecord(record);
            }
        } catch (InvalidRecordException e) {
            unreadable.incrementAndGet();
        }
    }

    /** Results that break their contract. */
    long unreadable() {
        return unreadable.get();
    }

    /** Of alert steps: the step's Kafka timestamp less that of the reading that led to it. */
    Percentiles alertLatencies() {
        synchronized (alertLatencies) {
            return alertLatencies.percentiles();
        }
    }

    private void score(ConsumerRecord<byte[], byte[]> record) {
        ScoreHead score = ScoreHead.read(record.value());
        if (score == null) {
            unreadable.incrementAndGet();
            return;
        }
        books.sensors()
                .onResult(new WindowId(score.sensorId(), score.windowEnd()), record.timestamp(), score.version());
    }

    private void alert(AnomalyAlert alert, long timestamp) {
        Optional<Long> sentAt = books.sensors().sentAt(new WindowId(alert.sensorId(), alert.updatedAt()));
        if (sentAt.isEmpty()) {
            return; // of another producer's sensor
        }
        AlertBook.Novelty novelty = books.alerts().received(alert);
        if (novelty == AlertBook.Novelty.REPEATED) {
            return;
        }
        if (books.sensors().isLive(sentAt.get())) {
            synchronized (alertLatencies) {
                alertLatencies.record(timestamp - sentAt.get());
            }
        }
        if (novelty == AlertBook.Novelty.FIRST || alert.status() == AnomalyAlert.Status.RESOLVED) {
            narrator.alert(alert, truthOf(alert));
        }
    }

    private String truthOf(AnomalyAlert alert) {
        return truth.stream()
                .filter(window -> window.sensorId().equals(alert.sensorId()) && window.contains(alert.startedAt()))
                .map(TruthWindow::kind)
                .findFirst()
                .orElse("");
    }

    private void recommendation(Recommendation recommendation, long timestamp) {
        boolean owed = books.users()
                .onResult(
                        recommendation.requestId(),
                        timestamp,
                        recommendation.model().version());
        if (!owed) {
            return;
        }
        books.recommendations().received(recommendation);
        books.recommendations()
                .asked(recommendation.requestId())
                .map(UserEvent::itemId)
                .ifPresent(item -> narrator.recommendation(recommendation, item));
    }
}
