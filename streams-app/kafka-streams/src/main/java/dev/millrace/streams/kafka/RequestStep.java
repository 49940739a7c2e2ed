package dev.millrace.streams.kafka;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.RecommendationRequest;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.streams.core.recommend.Ask;
import dev.millrace.streams.core.recommend.UserStateCodec;
import dev.millrace.streams.core.recommend.UserStateConfig;
import dev.millrace.streams.core.recommend.UserStates;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** An explicit request takes the user's state along; it changes nothing. */
final class RequestStep implements RecordStep {
    private final Stage stage;
    private final UserStates states;
    private final UserStateCodec codec;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> store;

    @SuppressWarnings("NullAway.Init") // init comes before the first record
    RequestStep(Stage stage, UserStateConfig config) {
        this.stage = stage;
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
        RecommendationRequest asked = Inputs.readRecommendationRequest(record.key(), record.value(), begun / 1000);
        byte[] stored = store.get(record.key());
        Ask ask = states.ask(stored == null ? null : codec.decode(stored), asked, record.timestamp());
        long now = stage.micros();
        RequestContext origin = RequestContext.of(source, record.timestamp(), record.headers())
                .until(TimedStage.INGEST, begun)
                .until(TimedStage.STATE, now);
        context.forward(Outputs.request(record.key(), ask, origin, now), UserStateTopology.INFERENCE_SINK);
        stage.metrics().accepted(stage.name(), now - 1000 * record.timestamp());
    }
}
