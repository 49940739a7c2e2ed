package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;

/** A chosen few of the metrics of Kafka clients and Kafka Streams, by Micrometer. */
public final class KafkaMetrics {
    public static final Metric CONSUMER_RECORDS = Metric.bridged(
            "kafka_consumer_fetch_manager_records_consumed_total",
            Kind.COUNTER,
            "records",
            "Records that a consumer fetched",
            "client_id");
    public static final Metric CONSUMER_REBALANCES = Metric.bridged(
            "kafka_consumer_coordinator_rebalance_total",
            Kind.COUNTER,
            "",
            "Rebalances that a consumer took part in",
            "client_id");
    public static final Metric PRODUCER_ERRORS = Metric.bridged(
            "kafka_producer_record_error_total",
            Kind.COUNTER,
            "records",
            "Records that could not be sent",
            "client_id");
    public static final Metric PRODUCER_RETRIES = Metric.bridged(
            "kafka_producer_record_retry_total", Kind.COUNTER, "records", "Records that were sent again", "client_id");
    public static final Metric STREAMS_STATE = Metric.bridged(
            "kafka_stream_client_state", Kind.GAUGE, "", "State of Kafka Streams: 2 is running", "client_id");
    public static final Metric STREAMS_FAILED_THREADS = Metric.bridged(
            "kafka_stream_failed_stream_threads", Kind.GAUGE, "", "Threads of Kafka Streams that died", "client_id");
    public static final Metric STREAMS_PROCESSED = Metric.bridged(
            "kafka_stream_thread_process_total",
            Kind.COUNTER,
            "records",
            "Records that Kafka Streams worked off",
            "thread_id");
    public static final Metric STREAMS_COMMIT_LATENCY = Metric.bridged(
            "kafka_stream_thread_commit_latency_avg",
            Kind.GAUGE,
            "",
            "Milliseconds that a commit of Kafka Streams takes",
            "thread_id");

    private KafkaMetrics() {}
}
