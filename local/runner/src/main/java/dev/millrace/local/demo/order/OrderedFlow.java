package dev.millrace.local.demo.order;

import dev.millrace.contracts.SensorReading;
import dev.millrace.local.demo.send.FlowEncoder;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Readings as the sensors give them under the orders of the moment. */
public final class OrderedFlow implements FlowEncoder<SensorReading> {
    private final FlowEncoder<SensorReading> flow;
    private final Orders orders;

    public OrderedFlow(FlowEncoder<SensorReading> flow, Orders orders) {
        this.flow = flow;
        this.orders = orders;
    }

    @Override
    public ProducerRecord<byte[], byte[]> encode(SensorReading reading, long sentAt) {
        return flow.encode(orders.reading(reading, sentAt), sentAt);
    }
}
