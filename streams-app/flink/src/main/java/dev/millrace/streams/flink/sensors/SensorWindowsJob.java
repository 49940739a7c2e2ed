package dev.millrace.streams.flink.sensors;

import dev.millrace.contracts.Topics;
import dev.millrace.streams.flink.kafka.KafkaEnds;
import dev.millrace.streams.flink.kafka.Outgoing;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
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
        var windows = bySensor(readings, environment.getParallelism())
                .transform("windows", Outgoing.TYPE, new WindowsOperator(settings, clock))
                .uid("windows");
        windows.sinkTo(kafka.sink("inference")).name("inference requests").uid("inference-requests");
        readings.getSideOutput(RefuseInvalid.DEAD_LETTERS)
                .union(windows.getSideOutput(RefuseInvalid.DEAD_LETTERS))
                .sinkTo(kafka.sink("dead-letters"))
                .name("dead letters")
                .uid("dead-letters")
                .setParallelism(1);
    }

    /** Where there is but one task, it has every key: without the exchange all operators become one chain of calls. */
    private static KeyedStream<SensorInput.Accepted, String> bySensor(
            DataStream<SensorInput.Accepted> readings, int parallelism) {
        KeySelector<SensorInput.Accepted, String> sensor =
                input -> input.reading().sensorId();
        return parallelism == 1
                ? DataStreamUtils.reinterpretAsKeyedStream(readings, sensor, Types.STRING)
                : readings.keyBy(sensor, Types.STRING);
    }

    private static long eventTime(SensorInput input) {
        return input instanceof SensorInput.Accepted accepted
                ? accepted.reading().timestamp()
                : NO_TIME;
    }
}
