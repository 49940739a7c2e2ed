package dev.millrace.local.cli;

import dev.millrace.servicekit.KafkaClients;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic as they come. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = "Print the values of a topic as they come, one per line, until Ctrl-C.")
final class TailCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    @Parameters(paramLabel = "TOPIC", description = "Such as anomaly-alerts, recommendations, dead-letters.")
    String topic;

    @Option(names = "--from-beginning", description = "Start with the oldest record instead of the next one.")
    boolean fromBeginning;

    @Option(
            names = {"-n", "--max"},
            paramLabel = "N",
            description = "End after N records.",
            defaultValue = "-1",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    long max;

    @Option(names = "--to-end", description = "End where the topic ended when the command started.")
    boolean toEnd;

    @Option(names = "--headers", description = "Print partition, offset, key and headers before each value.")
    boolean headers;

    @Mixin
    ClusterOptions cluster;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        KafkaClients kafka = cluster.kafka();
        requireTopic(kafka);
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.reader()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                ends.forEach(consumer::seek);
            }
            long printed = 0;
            while (printed != max && !(toEnd && reached(consumer, ends))) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    if (printed == max) {
                        break;
                    }
                    print(found, out);
                    printed++;
                }
                out.flush();
                if (out.checkError()) {
                    return 0; // the reader of our output has gone: head, less
                }
            }
        }
        return 0;
    }

    private void requireTopic(KafkaClients kafka) throws Exception {
        try (Admin admin = kafka.admin()) {
            Set<String> topics = admin.listTopics().names().get();
            if (!topics.contains(topic)) {
                throw new IllegalArgumentException("no topic '" + topic + "' on " + kafka.bootstrap() + "; there are: "
                        + String.join(", ", topics.stream().sorted().toList()));
            }
        }
    }

    private static boolean reached(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void print(ConsumerRecord<byte[], byte[]> found, PrintWriter out) {
        if (headers) {
            out.printf("%d/%d key=%s", found.partition(), found.offset(), text(found.key()));
            for (Header header : found.headers()) {
                out.printf(" %s=%s", header.key(), text(header.value()));
            }
            out.print(' ');
        }
        out.println(text(found.value()));
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
