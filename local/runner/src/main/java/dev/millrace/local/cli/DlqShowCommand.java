package dev.millrace.local.cli;

import dev.millrace.contracts.Topics;
import dev.millrace.local.dlq.Letter;
import dev.millrace.local.dlq.LetterId;
import dev.millrace.local.dlq.LetterReader;
import dev.millrace.local.dlq.RedriveMemory;
import dev.millrace.servicekit.KafkaClients;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter whole. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Show one dead letter: headers, key, and the value as JSON, text or hexadecimal.")
final class DlqShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "OFFSET", description = "As `dlq list` shows it.")
    String offset;

    @Option(
            names = "--value-to",
            paramLabel = "FILE",
            description = "Write the original value there, byte by byte, to correct it for `dlq redrive --value`.")
    @Nullable
    Path valueTo;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LetterId id = LetterId.parse(offset);
        KafkaClients kafka = cluster.kafka();
        Letter letter = new LetterReader(kafka)
                .find(id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no dead letter " + id + " in " + Topics.DEAD_LETTERS + ": see `millrace dlq list`"));
        boolean redriven;
        try (var memory = new RedriveMemory(kafka)) {
            redriven = memory.read().contains(id);
        }
        print(letter, redriven);
        if (valueTo != null) {
            try (OutputStream file = Files.newOutputStream(valueTo)) {
                file.write(letter.value() == null ? new byte[0] : letter.value());
            }
        }
        return 0;
    }

    private void print(Letter letter, boolean redriven) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Dead letter " + letter.id() + (redriven ? ", sent again since" : ""));
        out.println("key: " + (letter.key() == null ? "(null)" : LetterText.text(letter.key())));
        out.println("headers:");
        for (Header header : letter.headers()) {
            out.println(LetterText.headerLine(header));
        }
        out.println("value:");
        out.println(LetterText.value(letter.value()));
        out.flush();
    }
}
