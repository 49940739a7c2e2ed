package dev.millrace.streams.flink.items;

import dev.millrace.streams.flink.types.FlatType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What popularity needs of a user event.
 *
 * @param identity see {@link dev.millrace.streams.core.popularity.EventIdentity}
 * @param timestamp event time, epoch milliseconds
 */
record Interaction(String itemId, long identity, long timestamp) {
    static final TypeInformation<Interaction> TYPE = new FlatType<>(Interaction.class, InteractionFormat.INSTANCE);
}
