package dev.millrace.streams.flink.sensors;

import dev.millrace.contracts.Topics;
import dev.millrace.streams.flink.kafka.KafkaEnds;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of job sensor-windows:
 *
 * <pre>
 * sensor-readings → decode → refuse invalid ──keyBy sensorId──▶ windows → inference.&lt;model&gt;
 *                                  └── dead-letters ◀── too late ──┘
 * </pre>
 */
public final class SensorWindowsJob {
    public static final String NAME = "sensor-windows";
    /** Consumer group whose committed offsets show the lag, and where a job without a checkpoint starts. */
    public static final String GROUP = "flink-sensor-windows";

    static final String STAGE = "flink.sensor-windows";

    /** An invalid record has no event time: it never moves the watermark. */
    private static final long NO_TIME = Long.MIN_VALUE;

    private SensorWindowsJob() {}

    public static void build(
            StreamExecutionEnvironment environment, SensorSettings settings, KafkaEnds kafka, Clock clock) {
        environment.setBufferTimeout(0); // the low-latency path: each record is handed on at once
        WatermarkStrategy<SensorInput> watermarks = WatermarkStrategy.<SensorInput>forBoundedOutOfOrderness(
                        settings.outOfOrderness())
                .withTimestampAssigner((input, kafkaTimestamp) -> eventTime(input))
                .withIdleness(settings.idleness());
        SingleOutputStreamOperator<SensorInput.Accepted> readings = environment
                .fromSource(
                        kafka.source(Topics.SENSOR_READINGS, GROUP, new SensorInputReader(clock)),
                        watermarks,
                        "sensor readings")
                .uid("sensor-readings")
                .process(new RefuseInvalid(), SensorInput.ACCEPTED)
                .name("refuse invalid")
                .uid("refuse-invalid");
        var windows = readings.keyBy(input -> input.reading().sensorId(), Types.STRING)
                .process(new WindowsFunction(settings, clock), Outgoing.TYPE)
                .name("windows")
                .uid("windows");
        windows.sinkTo(kafka.sink("inference")).name("inference requests").uid("inference-requests");
        readings.getSideOutput(RefuseInvalid.DEAD_LETTERS)
                .union(windows.getSideOutput(RefuseInvalid.DEAD_LETTERS))
                .sinkTo(kafka.sink("dead-letters"))
                .name("dead letters")
                .uid("dead-letters")
                .setParallelism(1);
    }

    private static long eventTime(SensorInput input) {
        return input instanceof SensorInput.Accepted accepted
                ? accepted.reading().timestamp()
                : NO_TIME;
    }
}
