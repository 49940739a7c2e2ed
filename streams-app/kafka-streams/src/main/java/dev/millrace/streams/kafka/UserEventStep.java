package dev.millrace.streams.kafka;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.UserEvent;
import dev.millrace.streams.core.recommend.UserStateCodec;
import dev.millrace.streams.core.recommend.UserStateConfig;
import dev.millrace.streams.core.recommend.UserStates;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** A user event updates the user's state, asks for recommendations, and publishes the user's activity. */
final class UserEventStep implements RecordStep {
    private final Stage stage;
    private final boolean activity;
    private final UserStates states;
    private final UserStateCodec codec;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> store;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    UserEventStep(Stage stage, UserStateConfig config, boolean activity) {
        this.stage = stage;
        this.activity = activity;
        this.states = new UserStates(config);
        this.codec = new UserStateCodec(config);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        store = newContext.getStateStore(UserStateTopology.STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record, SourceRef source) throws InvalidRecordException {
        long begun = stage.micros();
        UserEvent event = Inputs.readUserEvent(record.key(), record.value(), begun / 1000);
        byte[] stored = store.get(record.key());
        UserStates.Step step =
                states.onEvent(stored == null ? null : codec.decode(stored), event, eventId(event, source));
        if (step.repeated()) {
            stage.metrics().repeated(stage.name());
        } else {
            store.put(record.key(), codec.encode(step.state()));
        }
        long now = stage.micros();
        if (step.ask().isPresent()) {
            RequestContext origin = RequestContext.of(source, record.timestamp(), record.headers())
                    .until(TimedStage.INGEST, begun)
                    .until(TimedStage.STATE, now);
            context.forward(
                    Outputs.request(record.key(), step.ask().get(), origin, now), UserStateTopology.INFERENCE_SINK);
        }
        if (activity) {
            byte[] row = FeatureRows.userActivity(event.userId(), step.state().activity())
                    .toByteArray();
            context.forward(new Record<>(record.key(), row, now / 1000), UserStateTopology.ACTIVITY_SINK);
        }
        stage.metrics().accepted(stage.name(), now - 1000 * record.timestamp());
    }

    /** The event's own id, else its position, which is the same on every replay. */
    private static String eventId(UserEvent event, SourceRef source) {
        String given = event.eventId();
        return given == null || given.isBlank()
                ? source.topic() + "-" + source.partition() + "-" + source.offset()
                : given;
    }
}
