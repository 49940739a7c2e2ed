package dev.millrace.microbench;

import dev.millrace.load.result.Better;
import dev.millrace.load.result.Metric;
import dev.millrace.load.result.ResultFiles;
import dev.millrace.load.result.RunResult;
import dev.millrace.load.run.Machine;
import dev.millrace.servicekit.KafkaClients;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One JVM of {@link CostBench}, started by it. Each line on standard input asks for a turn: {@code warm-up}, {@code measured}; a line
 * on standard output says that it is done. When the input ends, the measured turns are written as a result to {@code out}.
 *
 * <p>Arguments, all {@code key=value}: {@code flow}, {@code bootstrap}, {@code broker} (its process), {@code events}, {@code model}
 * (file), {@code out} (folder), {@code slow} (stage:percent, may be empty), {@code telemetry} (true unless said otherwise). A fork of another checkout is started with the
 * same ones: do not change what they mean.
 */
public final class CostFork {
    static final String WARM_UP = "warm-up";
    static final String MEASURED = "measured";
    static final String DONE = "done";

    private CostFork() {}

    public static void main(String[] args) throws Exception {
        var answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : args) {
            String[] pair = argument.split("=", 2);
            given.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        CostFlow flow = CostFlow.named(given.getOrDefault("flow", ""));
        boolean telemetry = Boolean.parseBoolean(given.getOrDefault("telemetry", "true"));
        byte[] model = Files.readAllBytes(Path.of(given.getOrDefault("model", "")));
        var pass = new CostPass(
                KafkaClients.of(given.getOrDefault("bootstrap", ""), Map.of()),
                Long.parseLong(given.getOrDefault("broker", "")));
        var turn = new CostTurn(
                pass,
                flow,
                telemetry,
                Long.parseLong(given.getOrDefault("events", "")),
                Slowing.of(given.getOrDefault("slow", "")),
                "cost-" + ProcessHandle.current().pid());
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        var asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            Map<String, Double> costs = turn.run(model);
            if (line.equals(MEASURED)) {
                costs.forEach((stage, micros) -> samples.computeIfAbsent(stage, first -> new ArrayList<>())
                        .add(micros));
            }
            answers.println(DONE);
        }
        if (!samples.isEmpty()) {
            ResultFiles.write(result(flow, given, samples), Path.of(given.getOrDefault("out", "")));
        }
    }

    private static RunResult result(CostFlow flow, Map<String, String> given, Map<String, List<Double>> samples) {
        List<Metric> metrics = samples.entrySet().stream()
                .map(stage -> new Metric(
                        flow.title() + ".cpu." + stage.getKey(),
                        "µs/event",
                        Better.LOWER,
                        stage.getKey(),
                        stage.getValue()))
                .toList();
        return RunResult.ofMetrics(
                "cost-" + flow.title(),
                "Processor time of each stage of the " + flow.title() + " flow per event",
                "",
                Machine.environment(Map.of()),
                Map.of(
                        "telemetry",
                        given.getOrDefault("telemetry", "true"),
                        "events",
                        given.getOrDefault("events", ""),
                        "slow",
                        given.getOrDefault("slow", "").isEmpty() ? "nothing" : given.getOrDefault("slow", "")),
                metrics);
    }
}
