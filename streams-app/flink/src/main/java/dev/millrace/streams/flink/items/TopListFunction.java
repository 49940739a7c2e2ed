package dev.millrace.streams.flink.items;

import dev.millrace.streams.core.popularity.DecayedPopularity;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the one list and emits it when it changed, at most once per interval of processing time. Runs with parallelism 1 under
 * one constant key (only keyed functions have timers); the list lives on the heap and is written at checkpoints only, because
 * to write it per event would cost more than all the rest of the job.
 */
final class TopListFunction extends KeyedProcessFunction<Integer, ItemScore, Outgoing> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;
    private static final long NEVER = Long.MIN_VALUE;

    private final ItemSettings settings;

    private transient @Nullable Core core;

    /** What exists only in a running task. */
    private static final class Core {
        final DecayedPopularity popularity;
        final ListState<byte[]> saved;
        final TopList list;
        final Counter emitted;
        /** A restored job may have been stopped between a change and its emission: it emits once more. */
        boolean changed;

        long emitAt = NEVER;
        long earliest = NEVER;

        Core(DecayedPopularity popularity, ListState<byte[]> saved, TopList list, boolean changed, Counter emitted) {
            this.popularity = popularity;
            this.saved = saved;
            this.list = list;
            this.changed = changed;
            this.emitted = emitted;
        }
    }

    TopListFunction(ItemSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<byte[]> saved = context.getOperatorStateStore()
                .getListState(
                        new ListStateDescriptor<>("top-list", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        TopList list = new TopList(settings.top());
        for (byte[] bytes : saved.get()) {
            list = TopList.restore(settings.top(), bytes);
        }
        core = new Core(
                new DecayedPopularity(settings.halfLife(), settings.remembered()),
                saved,
                list,
                context.isRestored(),
                getRuntimeContext().getMetricGroup().addGroup("millrace").counter("item.lists"));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        core().saved.update(List.of(core().list.encode()));
    }

    @Override
    public void processElement(ItemScore score, Context context, Collector<Outgoing> out) {
        Core here = core();
        here.changed |= here.list.offer(score);
        if (!here.changed) {
            return;
        }
        long now = context.timerService().currentProcessingTime();
        if (now >= here.earliest) {
            emit(here, now, out);
        } else if (here.emitAt != here.earliest) {
            here.emitAt = here.earliest;
            context.timerService().registerProcessingTimeTimer(here.emitAt);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Outgoing> out) {
        Core here = core();
        if (here.changed) {
            emit(here, context.timerService().currentProcessingTime(), out);
        }
    }

    private void emit(Core here, long now, Collector<Outgoing> out) {
        out.collect(PopularityRow.of(here.list.ranked(), here.list.nextEventTime(), here.popularity));
        here.emitted.inc();
        here.changed = false;
        here.earliest = now + settings.emitInterval().toMillis();
    }

    private Core core() {
        Core here = core;
        if (here == null) {
            throw new IllegalStateException("not initialised");
        }
        return here;
    }
}
