package dev.millrace.load.plan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.millrace.contracts.UserEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** User events as bytes, in contracts' forms. An event's time is when it is due. */
public final class UserEncoder implements Encoder<UserAct> {
    private static final int ITEM = 2 << 3 | 2;
    private static final int TYPE = 3 << 3;
    private static final int TIMESTAMP = 4 << 3;
    private static final int EVENT = 7 << 3 | 2;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final byte[] HEAD = "{\"userId\":\"".getBytes(US_ASCII);
    private static final byte[] ITEM_ID = "\",\"itemId\":\"".getBytes(US_ASCII);
    private static final Map<UserEvent.Type, byte[]> TYPES = types();
    private static final byte[] EVENT_ID = ",\"eventId\":\"".getBytes(US_ASCII);
    private static final byte[] TAIL = "\"}".getBytes(US_ASCII);

    private final UserWorld world;
    private final Numbered events;
    private final long beginMillis;
    private final boolean json;
    private final ByteText text = new ByteText();

    /** Events of sending process {@code process}, the run's begin in epoch milliseconds. */
    public UserEncoder(UserLoad load, UserWorld world, int process, long beginMillis) {
        this.world = world;
        this.events = world.events(process);
        this.beginMillis = beginMillis;
        this.json = load.wire() == Wire.JSON;
    }

    private static Map<UserEvent.Type, byte[]> types() {
        var types = new EnumMap<UserEvent.Type, byte[]>(UserEvent.Type.class);
        for (UserEvent.Type type : UserEvent.Type.values()) {
            types.put(type, ("\",\"type\":\"" + type.label() + "\",\"timestamp\":").getBytes(US_ASCII));
        }
        return types;
    }

    /** Of the enum in contracts' protobuf form. */
    private static int number(UserEvent.Type type) {
        return switch (type) {
            case VIEW -> 1;
            case CART -> 2;
            case PURCHASE -> 3;
            case RATING -> 4;
            case IMPRESSION -> 5;
            case CLICK -> 6;
        };
    }

    @Override
    public byte[] key(UserAct act) {
        return world.userKey(act.user());
    }

    @Override
    public byte[] value(PlannedEvent<UserAct> event) {
        UserAct act = event.event();
        long time = beginMillis + event.dueNanos() / NANOS_PER_MILLI;
        text.clear();
        if (json) {
            text.put(HEAD);
            text.put(world.userKey(act.user()));
            text.put(ITEM_ID);
            text.put(world.itemKey(act.item()));
            text.put(Objects.requireNonNull(TYPES.get(act.type())));
            text.decimal(time, 0);
            text.put(EVENT_ID);
            text.put(events.bytes(act.sequence()));
            text.put(TAIL);
        } else {
            text.put(Internal.FORM);
            text.field(ITEM, world.itemKey(act.item()));
            text.put(TYPE);
            text.varint(number(act.type()));
            text.put(TIMESTAMP);
            text.varint(time);
            text.field(EVENT, events.bytes(act.sequence()));
        }
        return text.copy();
    }
}
