package dev.millrace.local.training;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.local.demo.traffic.Part;
import dev.millrace.local.demo.traffic.SensorFiles;
import dev.millrace.local.demo.traffic.UserFile;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.TopicReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Where training data come from: the history of a topic, read to the end that it has now, or files. */
public interface TrainingData {
    /** Every valid reading, each sensor's in the order in which they were produced. */
    void sensorReadings(Consumer<SensorReading> sink);

    /** Every valid user event. */
    void userEvents(Consumer<UserEvent> sink);

    /** The history of the public topics; invalid records are skipped, they are in the dead letters already. */
    static TrainingData ofTopics(KafkaClients kafka, Clock clock) {
        return new TrainingData() {
            @Override
            public void sensorReadings(Consumer<SensorReading> sink) {
                read(Topics.SENSOR_READINGS, Inputs::readSensorReading, sink);
            }

            @Override
            public void userEvents(Consumer<UserEvent> sink) {
                read(Topics.USER_EVENTS, Inputs::readUserEvent, sink);
            }

            private <T> void read(String topic, Decoder<T> decoder, Consumer<T> sink) {
                try (var reader = new TopicReader(kafka, topic, found -> {
                    try {
                        sink.accept(decoder.decode(found.key(), found.value(), clock.millis()));
                    } catch (InvalidRecordException e) {
                        // not an event
                    }
                })) {
                    reader.readToEnd();
                }
            }
        };
    }

    /**
     * Files: {@code .jsonl} has events as the topics have them, anything else is CSV, read as {@code demo --sensor-data} and
     * {@code --user-data} read it.
     */
    static TrainingData ofFiles(List<Path> files, Clock clock, Consumer<String> problems) {
        return new TrainingData() {
            @Override
            public void sensorReadings(Consumer<SensorReading> sink) {
                lines("sensorId", Inputs::readSensorReading, sink);
                List<Path> tables = tables();
                if (!tables.isEmpty()) {
                    forEach(
                            SensorFiles.read(tables, null, 1, "", clock.millis(), problems)
                                    .history(),
                            sink);
                }
            }

            @Override
            public void userEvents(Consumer<UserEvent> sink) {
                lines("userId", Inputs::readUserEvent, sink);
                for (Path file : tables()) {
                    forEach(
                            UserFile.read(file, null, 1, "", clock.millis(), problems)
                                    .history(),
                            sink);
                }
            }

            private List<Path> tables() {
                return files.stream().filter(file -> !EventFile.is(file)).toList();
            }

            private <T> void lines(String key, Decoder<T> decoder, Consumer<T> sink) {
                for (Path file : files) {
                    if (EventFile.is(file)) {
                        EventFile.read(file, key, decoder, clock.millis(), sink, problems);
                    }
                }
            }

            private <T> void forEach(Part<T> part, Consumer<T> sink) {
                part.events().forEachRemaining(planned -> sink.accept(planned.event()));
            }
        };
    }

    /** A strict reader of one topic. */
    interface Decoder<T> {
        T decode(byte[] key, byte[] value, long nowMillis) throws InvalidRecordException;
    }
}
