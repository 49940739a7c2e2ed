package dev.millrace.streams.kafka;

import dev.millrace.contracts.Topics;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Service;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;

/** The streams process: user state, alert life cycle and catalogue features in one Kafka Streams application. */
public final class StreamsMain {
    private StreamsMain() {}

    public static void main(String[] args) {
        Service.main(args, StreamsMain::wire);
    }

    private static void wire(Service service) throws IOException {
        StreamsSettings settings = StreamsSettings.from(service.settings());
        RocksLibrary.load(settings.stateDir().resolve("native"));
        StreamsAgent agent =
                agent(settings, service.kafka(), service.clock(), new MicrometerStepMetrics(service.metrics()));
        service.kafkaMeters().add(agent, StreamsAgent::metrics);
        service.run("streams", agent);
        service.readyWhen(agent::running);
    }

    private static StreamsAgent agent(
            StreamsSettings settings, KafkaClients clients, Clock clock, StepMetrics metrics) {
        Admin admin = clients.admin();
        var topics = new TopicCheck(
                admin, StreamsTopology.TOPICS, List.of(Topics.USER_EVENTS, Topics.RECOMMENDATION_REQUESTS));
        var streams =
                new KafkaStreams(StreamsTopology.of(settings, clock, metrics), StreamsProperties.of(settings, clients));
        return new StreamsAgent(admin, topics, streams, settings.topicsDeadline(), Clocks.nanos());
    }
}
