package dev.millrace.local.demo;

import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.Topics;
import dev.millrace.local.control.DemoControl;
import dev.millrace.local.demo.measure.ResultReader;
import dev.millrace.local.demo.order.OrderDesk;
import dev.millrace.local.demo.order.OrderedFlow;
import dev.millrace.local.demo.order.Orders;
import dev.millrace.local.demo.order.SaleVisitors;
import dev.millrace.local.demo.report.Console;
import dev.millrace.local.demo.report.Narrator;
import dev.millrace.local.demo.send.Pacer;
import dev.millrace.local.demo.send.SensorFlow;
import dev.millrace.local.demo.send.UserFlow;
import dev.millrace.local.demo.summary.DemoSummary;
import dev.millrace.local.demo.traffic.BadRecords;
import dev.millrace.servicekit.Agent;
import dev.millrace.servicekit.AgentRunner;
import dev.millrace.servicekit.Resources;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** One run: history, training, live, drain. Used by one thread; the flows' senders and the reader have their own. */
final class DemoRun implements AutoCloseable {
    private final TrafficPlan plan;
    private final DemoPlatform platform;
    private final Console out;
    private final Clock clock;
    private final Books books = Books.empty();
    private final Observer observer;
    private final AtomicReference<@Nullable Throwable> readerFailure = new AtomicReference<>();
    private final AgentRunner reader;
    private final List<FlowRun<?>> flows = new ArrayList<>();
    private final Orders orders;
    private final Resources ordering = new Resources();
    private final LongSupplier nanos;
    private final Phase phase;
    private long trafficMillis;

    /** {@code patience}: how long no result may come before what is still owed counts as lost. */
    DemoRun(TrafficPlan plan, DemoPlatform platform, Console out, Clock clock, LongSupplier nanos, Duration patience) {
        this.plan = plan;
        this.platform = platform;
        this.out = out;
        this.clock = clock;
        this.nanos = nanos;
        this.orders = new Orders(
                plan.sensors() == null ? List.of() : List.copyOf(plan.sensors().judgedSensors()), plan.users() != null);
        var pacer = new Pacer(nanos);
        var narrator = new Narrator(out, clock, titles(plan));
        observer = new Observer(books, narrator, plan.truth());
        if (plan.sensors() != null && plan.sensorPace() != null) {
            flows.add(new FlowRun<>(
                    "sensor",
                    DemoPlatform.SENSOR_MODEL,
                    plan.sensors().history(),
                    plan.sensors().live(),
                    plan.sensorPace(),
                    BadRecords.ofSensors(clock.millis()),
                    books.sensors(),
                    new OrderedFlow(new SensorFlow(books.sensors(), books.deadLetters()), orders),
                    books.deadLetters(),
                    platform.kafka(),
                    pacer,
                    clock));
        }
        if (plan.users() != null && plan.userPace() != null) {
            flows.add(new FlowRun<>(
                    "user",
                    DemoPlatform.USER_MODEL,
                    plan.users().history(),
                    plan.users().live(),
                    plan.userPace(),
                    BadRecords.ofUsers(clock.millis()),
                    books.users(),
                    new UserFlow(books.users(), books.recommendations()::sent),
                    books.deadLetters(),
                    platform.kafka(),
                    pacer,
                    clock));
        }
        phase = new Phase(out, books, flows, pacer, readerFailure::get, patience);
        reader = AgentRunner.start(
                "demo-results",
                new ResultReader(platform.kafka(), observer::onRecord),
                problem -> readerFailure.compareAndSet(null, problem));
    }

    DemoSummary run() throws Exception {
        sendCatalogue();
        takeOrders();
        out.line("");
        out.line("1/3 History, as fast as the platform takes it");
        traffic(FlowRun::sendHistory);
        out.line("");
        out.line("2/3 Training");
        Map<String, String> versions = new HashMap<>();
        for (FlowRun<?> flow : flows) {
            versions.put(flow.model(), train(flow.model()));
        }
        out.line("");
        out.line("3/3 Live");
        flows.forEach(flow -> flow.meter().beginLive(versions.get(flow.model()), clock.millis()));
        books.recommendations().beginLive(versions.get(DemoPlatform.USER_MODEL));
        orders.live(true);
        traffic(FlowRun::sendLive);
        orders.live(false);
        Map<String, Long> lag = phase.settledLag(platform.kafka());
        oddities();
        return Summing.up(plan.with(orders.truth()), platform, books, observer, flows, trafficMillis, lag);
    }

    /** What should not be there, in words. */
    private void oddities() {
        List<String> missing = books.deadLetters().missing();
        if (!missing.isEmpty()) {
            out.line("  dead letters that never came: " + missing);
        }
        odd(books.deadLetters().unexpected(), "dead letters of records that the demo took for good");
        odd(books.deadLetters().altered(), "dead letters without the original bytes");
        odd(observer.unreadable(), "results that break their contract");
    }

    private void odd(long count, String what) {
        if (count > 0) {
            out.line("  " + count + " " + what);
        }
    }

    private void traffic(Phase.Sending sending) throws Exception {
        long start = clock.millis();
        phase.run(sending);
        trafficMillis += clock.millis() - start;
        phase.drain();
    }

    private String train(String model) throws Exception {
        long start = clock.millis();
        var progress = new Throttle(out, clock, "  " + model + ": ");
        String version = platform.train(model, progress);
        out.line("  " + model + ": " + version + " trained and published in " + (clock.millis() - start) / 1000 + " s");
        return version;
    }

    private void sendCatalogue() throws InterruptedException, ExecutionException {
        if (plan.users() == null || plan.users().catalogue().isEmpty()) {
            return;
        }
        try (var producer = platform.kafka().producer(Map.of("linger.ms", 5))) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (CatalogItem item : plan.users().catalogue()) {
                sent.add(producer.send(new ProducerRecord<>(
                        Topics.ITEM_CATALOG, item.itemId().getBytes(StandardCharsets.UTF_8), Inputs.write(item))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    /** Besides the plan, and never in its way: a demo without orders is as good. */
    private void takeOrders() throws InterruptedException {
        try {
            DemoControl.createTopic(platform.kafka());
        } catch (ExecutionException e) {
            out.line("  takes no orders: " + e.getMessage());
            return;
        }
        start("demo-orders", new OrderDesk(orders, platform.kafka(), out, clock));
        if (plan.users() != null && plan.userPace() != null) {
            List<String> items =
                    plan.users().catalogue().stream().map(CatalogItem::itemId).toList();
            double rate = plan.userPace().liveRate();
            if (!items.isEmpty() && rate > 0) {
                String tag = Long.toString(clock.millis() / 1000, 36) + "-";
                start("demo-sale", new SaleVisitors(orders, items, rate, tag, platform.kafka(), clock, nanos));
            }
        }
    }

    private void start(String name, Agent agent) {
        ordering.add(AgentRunner.start(name, agent, problem -> out.line("  " + name + " has ended: " + problem)));
    }

    private static Map<String, String> titles(TrafficPlan plan) {
        Map<String, String> titles = new HashMap<>();
        if (plan.users() != null) {
            plan.users().catalogue().forEach(item -> {
                if (item.title() != null) {
                    titles.put(item.itemId(), item.title());
                }
            });
        }
        return titles;
    }

    @Override
    public void close() throws Exception {
        try (reader;
                ordering) {
            flows.forEach(FlowRun::close);
        }
    }
}
