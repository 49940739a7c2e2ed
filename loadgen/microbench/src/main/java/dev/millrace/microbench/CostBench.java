package dev.millrace.microbench;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.ResultFiles;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.run.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What each stage of a flow costs, in µs of processor time per input event: the bare way through Kafka, and what decoding, state,
 * request, model, publication and transactions add. One process does all stages in one thread on real topics, so that a regression
 * has an address; what the platform's processes cost beside this is their engines.
 *
 * <p>Passes of three kinds take turns: bare (the same records in and out, of the same sizes), staged, staged with transactions. The first
 * turns warm up and are not counted.
 *
 * <p>Arguments: {@code sensors} or {@code users}; then, in any order, {@code events=N}, {@code repeat=N}, {@code slow=STAGE:PERCENT},
 * {@code out=DIR} (writes {@code result.json}, for {@code load compare}), {@code table=FILE} (writes the table for documents), {@code
 * append=yes}.
 */
public final class CostBench {
    private static final int WARM_UP = 5;

    private CostBench() {}

    public static void main(String[] args) throws Exception {
        CostArguments arguments = CostArguments.of(args);
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        try (CostFlow flow = CostFlow.open(arguments.flow(), arguments.events())) {
            for (int turn = 1; turn <= WARM_UP + arguments.repeat(); turn++) {
                Map<String, Double> costs = turn(flow, arguments, turn);
                Console.line((turn <= WARM_UP ? "warm-up  " : "") + inWords(costs));
                if (turn > WARM_UP) {
                    costs.forEach((stage, micros) -> samples.computeIfAbsent(stage, first -> new ArrayList<>())
                            .add(micros));
                }
            }
        }
        List<Metric> metrics = metrics(arguments.flow(), samples);
        Console.line("medians of " + arguments.repeat() + ", µs of processor time per event:");
        metrics.forEach(metric -> Console.line(String.format(
                Locale.ROOT,
                "  %-14s %7.2f",
                metric.name().substring(arguments.flow().length() + ".cpu.".length()),
                metric.median())));
        RunResult result = result(arguments, args, metrics);
        if (arguments.out() != null) {
            ResultFiles.write(result, Path.of(arguments.out()));
        }
        if (arguments.table() != null) {
            CostTable.write(result, Path.of(arguments.table()), arguments.append());
        }
    }

    /** Costs by stage, µs per event. */
    private static Map<String, Double> turn(CostFlow flow, CostArguments arguments, int turn) throws Exception {
        var costs = new LinkedHashMap<String, Double>();
        var clock = new StageClock(arguments.slowed(), arguments.by());
        List<ProducerRecord<byte[], byte[]>> results = new ArrayList<>();
        CostPass.Used staged;
        try (FlowStages stages = flow.stages()) {
            staged = flow.pass()
                    .run(
                            stages.input(),
                            flow.events(),
                            polled -> {
                                List<ProducerRecord<byte[], byte[]>> made = stages.process(polled, clock);
                                if (results.size() < CostFlow.DISTINCT) {
                                    results.addAll(made);
                                }
                                return made;
                            },
                            "");
        }
        CostPass.Used bare = flow.pass().run(flow.input(), flow.events(), relay(results, flow.eventsPerResult()), "");
        CostPass.Used transactions =
                flow.pass().run(flow.input(), flow.events(), relay(results, flow.eventsPerResult()), "cost-" + turn);
        double events = flow.events() * 1000.0;
        costs.put("bare", bare.ownNanos() / events);
        clock.nanos().forEach((stage, nanos) -> costs.put(stage, nanos / events));
        costs.put("exactly-once", Math.max(0, transactions.ownNanos() - bare.ownNanos()) / events);
        costs.put("rest", (staged.ownNanos() - bare.ownNanos() - clock.total()) / events);
        costs.put("broker", bare.brokerNanos() / events);
        costs.put("broker exactly-once", (transactions.brokerNanos() - bare.brokerNanos()) / events);
        return costs;
    }

    /** As many records out as the stages make, of the same sizes. */
    private static CostPass.Work relay(List<ProducerRecord<byte[], byte[]>> results, double eventsPerResult) {
        long[] counts = new long[2];
        return polled -> {
            List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> ignored : polled) {
                counts[0]++;
                if (counts[1] * eventsPerResult < counts[0]) {
                    ProducerRecord<byte[], byte[]> pattern = results.get((int) (counts[1]++ % results.size()));
                    out.add(new ProducerRecord<>(CostFlow.SINK, pattern.key(), pattern.value()));
                }
            }
            return out;
        };
    }

    private static List<Metric> metrics(String flow, Map<String, List<Double>> samples) {
        return samples.entrySet().stream()
                .map(stage -> new Metric(
                        flow + ".cpu." + stage.getKey(), "µs/event", Better.LOWER, stage.getKey(), stage.getValue()))
                .toList();
    }

    private static RunResult result(CostArguments arguments, String[] args, List<Metric> metrics) {
        return new RunResult(
                "cost-" + arguments.flow(),
                "Processor time of each stage of the " + arguments.flow() + " flow per event",
                "loadgen/microbench/bench cost " + String.join(" ", args),
                Machine.environment(Map.of()),
                Map.of("events", Long.toString(arguments.events()), "arguments", Arrays.toString(args)),
                metrics,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static String inWords(Map<String, Double> costs) {
        var words = new StringBuilder();
        costs.forEach((stage, micros) ->
                words.append(String.format(Locale.ROOT, "%s%s %.2f", words.isEmpty() ? "" : ", ", stage, micros)));
        return words.toString();
    }
}
