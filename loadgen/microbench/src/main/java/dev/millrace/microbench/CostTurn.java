package dev.millrace.microbench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Three passes over the topic: through the stages, bare (records of the same sizes in and out), bare with transactions. */
final class CostTurn {
    /** Results that bare passes repeat. */
    private static final int DISTINCT = 4096;

    /** Of a pass through the stages, from bare Kafka to the rest: what two sides are compared by. */
    static final String WHOLE = "whole";

    private final CostPass pass;
    private final CostFlow flow;
    private final boolean telemetry;
    private final long events;
    private final Slowing slowing;
    private final String transactionalId;

    CostTurn(CostPass pass, CostFlow flow, boolean telemetry, long events, Slowing slowing, String transactionalId) {
        this.pass = pass;
        this.flow = flow;
        this.telemetry = telemetry;
        this.events = events;
        this.slowing = slowing;
        this.transactionalId = transactionalId;
    }

    /** Costs by stage, µs per event. */
    Map<String, Double> run(byte[] model) throws Exception {
        var costs = new LinkedHashMap<String, Double>();
        var clock = slowing.clock();
        List<ProducerRecord<byte[], byte[]>> results = new ArrayList<>();
        long[] made = new long[1];
        CostPass.Used staged;
        try (FlowStages stages = flow.stages(model, telemetry)) {
            staged = pass.run(
                    flow.input(),
                    events,
                    polled -> {
                        List<ProducerRecord<byte[], byte[]>> answers = stages.process(polled, clock);
                        made[0] += answers.size();
                        if (results.size() < DISTINCT) {
                            results.addAll(answers);
                        }
                        return answers;
                    },
                    "");
        }
        CostPass.Used bare = pass.run(flow.input(), events, relay(results, made[0]), "");
        CostPass.Used transactions = pass.run(flow.input(), events, relay(results, made[0]), transactionalId);
        double each = events * 1000.0;
        costs.put("bare", bare.ownNanos() / each);
        clock.nanos().forEach((stage, nanos) -> costs.put(stage, nanos / each));
        costs.put("rest", (staged.ownNanos() - bare.ownNanos() - clock.total()) / each);
        costs.put(WHOLE, staged.ownNanos() / each);
        costs.put("exactly-once", (transactions.ownNanos() - bare.ownNanos()) / each);
        costs.put("broker", bare.brokerNanos() / each);
        costs.put("broker exactly-once", (transactions.brokerNanos() - bare.brokerNanos()) / each);
        return costs;
    }

    /** As many records out as the stages make, of the same sizes. */
    private CostPass.Work relay(List<ProducerRecord<byte[], byte[]>> results, long made) {
        long[] counts = new long[2];
        return polled -> {
            List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> ignored : polled) {
                counts[0]++;
                if (counts[1] * events < counts[0] * made) {
                    ProducerRecord<byte[], byte[]> pattern = results.get((int) (counts[1]++ % results.size()));
                    out.add(new ProducerRecord<>(CostFlow.SINK, pattern.key(), pattern.value()));
                }
            }
            return out;
        };
    }
}
