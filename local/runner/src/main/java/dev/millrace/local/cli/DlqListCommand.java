package dev.millrace.local.cli;

import dev.millrace.local.dlq.LetterFilter;
import dev.millrace.local.dlq.LetterReader;
import dev.millrace.local.dlq.RedriveMemory;
import dev.millrace.servicekit.KafkaClients;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead letters. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List dead letters, the newest last, and count them by kind.")
final class DlqListCommand implements Callable<Integer> {
    @Mixin
    LetterSelection selection;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Show the newest N (default: ${DEFAULT-VALUE}); all are counted.")
    int limit;

    @Option(names = "--json", description = "One JSON object per line, and no counts.")
    boolean json;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit: " + limit + " is not 1 or more");
        }
        LetterFilter filter = selection.filter(Set.of());
        KafkaClients kafka = cluster.kafka();
        // Text, not letters: the newest fifty might be 4 MiB each.
        var newest = new ArrayDeque<String>();
        var kinds = new TreeMap<String, Long>();
        try (var memory = new RedriveMemory(kafka)) {
            RedriveMemory.Redriven redriven = memory.read();
            new LetterReader(kafka).read(letter -> {
                if (!filter.test(letter)) {
                    return;
                }
                boolean again = redriven.contains(letter.id());
                newest.add(json ? LetterText.json(letter, again) : LetterText.row(letter, again));
                if (newest.size() > limit) {
                    newest.remove();
                }
                kinds.merge(letter.kind(), 1L, Long::sum);
            });
        }
        print(newest, kinds, filter.everything());
        return 0;
    }

    private void print(ArrayDeque<String> newest, Map<String, Long> kinds, boolean everything) {
        PrintWriter out = spec.commandLine().getOut();
        long total = kinds.values().stream().mapToLong(Long::longValue).sum();
        if (!json && total > 0) {
            out.println(LetterText.header());
        }
        newest.forEach(out::println);
        if (!json && total == 0) {
            out.println(everything ? "No dead letters." : "No dead letters like that.");
        } else if (!json) {
            out.println();
            out.println(total + " dead letters"
                    + (newest.size() < total ? ", the newest " + newest.size() + " shown" : "") + ": "
                    + kinds.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", ")));
        }
        out.flush();
    }
}
