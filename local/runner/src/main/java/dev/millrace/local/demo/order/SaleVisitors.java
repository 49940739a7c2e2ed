package dev.millrace.local.demo.order;

import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Visitors who come while a sale is on, most of them for a few items, nine for each usual one. They are users of their own and not in
 * the demo's books, which count what the plan owes.
 */
public final class SaleVisitors implements Agent {
    private static final double TIMES = 9;
    private static final int HOT_ITEMS = 5;
    private static final double HOT_SHARE = .8;
    private static final int USERS = 5_000;
    private static final long STEP_NANOS = 5_000_000;
    private static final double MOST_STEP_SECONDS = .1;

    private final Orders orders;
    private final List<String> items;
    private final double usualRate;
    private final String tag;
    private final Clock clock;
    private final LongSupplier nanos;
    private final SplittableRandom random;
    private final KafkaProducer<byte[], byte[]> producer;
    private long last;
    private double owed;
    private long count;

    /**
     * @param items of the catalogue, at least one
     * @param usualRate user events a second without a sale
     * @param tag makes names of users and events this run's own
     */
    public SaleVisitors(
            Orders orders,
            List<String> items,
            double usualRate,
            String tag,
            KafkaClients kafka,
            Clock clock,
            LongSupplier nanos) {
        this.orders = orders;
        this.items = List.copyOf(items);
        this.usualRate = usualRate;
        this.tag = tag;
        this.clock = clock;
        this.nanos = nanos;
        this.random = new SplittableRandom(items.size());
        this.producer = kafka.producer(Map.of());
        this.last = nanos.getAsLong();
    }

    @Override
    public int doWork() {
        LockSupport.parkNanos(STEP_NANOS);
        long now = nanos.getAsLong();
        double passed = Math.min(MOST_STEP_SECONDS, (now - last) / 1e9);
        last = now;
        if (!orders.sale(clock.millis())) {
            owed = 0;
            return 0;
        }
        owed += passed * usualRate * TIMES;
        int sent = (int) owed;
        owed -= sent;
        for (int i = 0; i < sent; i++) {
            UserEvent event = event();
            var unused = producer.send(new ProducerRecord<>(
                    Topics.USER_EVENTS, event.userId().getBytes(StandardCharsets.UTF_8), Inputs.write(event)));
        }
        return sent;
    }

    private UserEvent event() {
        boolean hot = random.nextDouble() < HOT_SHARE;
        String item = items.get(random.nextInt(hot ? Math.min(HOT_ITEMS, items.size()) : items.size()));
        UserEvent.Type type = random.nextInt(10) == 0 ? UserEvent.Type.PURCHASE : UserEvent.Type.VIEW;
        return new UserEvent(
                "sale-" + tag + random.nextInt(USERS), item, type, clock.millis(), null, null, "sale-" + tag + count++);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
