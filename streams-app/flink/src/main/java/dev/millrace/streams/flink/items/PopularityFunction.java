package dev.millrace.streams.flink.items;

import dev.millrace.streams.core.popularity.DecayedPopularity;
import dev.millrace.streams.core.popularity.ItemState;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Runs the pure core per item; sends on the new score of every event that counted. */
final class PopularityFunction extends KeyedProcessFunction<String, Interaction, ItemScore> {
    private static final long serialVersionUID = 1;

    private final ItemSettings settings;

    private transient @Nullable Core core;

    /** What exists only in a running task. */
    private record Core(DecayedPopularity popularity, ValueState<byte[]> item, Counter duplicates) {}

    PopularityFunction(ItemSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        core = new Core(
                new DecayedPopularity(settings.halfLife(), settings.remembered()),
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>(
                                "item", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                getRuntimeContext().getMetricGroup().addGroup("millrace").counter("user.interactions.duplicate"));
    }

    @Override
    public void processElement(Interaction event, Context context, Collector<ItemScore> out) throws IOException {
        Core here = core;
        if (here == null) {
            throw new IllegalStateException("not open");
        }
        byte[] bytes = here.item.value();
        ItemState before = bytes == null ? null : ItemState.decode(bytes);
        DecayedPopularity.Step step = here.popularity.onEvent(before, event.identity(), event.timestamp());
        if (!step.counted()) {
            here.duplicates.inc();
            return;
        }
        here.item.update(step.state().encode());
        out.collect(new ItemScore(
                event.itemId(), step.state().log2Score(), step.state().newest()));
    }
}
