package dev.millrace.streams.flink.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Loggers of Flink that warn again and again of what is as it should be in a local cluster. */
final class QuietLoggers {
    private static final List<String> NAMES = List.of(
            // The Kafka sink registers its gauge of pending transactions anew at every checkpoint.
            "org.apache.flink.metrics.MetricGroup",
            // The name of a task that is one long chain is cut to 80 characters.
            "org.apache.flink.runtime.metrics.util.MetricUtils",
            // There is no web dashboard, hence no log files for it to show.
            "org.apache.flink.runtime.webmonitor.WebMonitorUtils",
            // Slots that are given back while the cluster stops.
            "org.apache.flink.runtime.rpc.RpcEndpoint$MainThreadExecutor",
            // Its own shutdown hook comes too late where the process is being stopped already.
            "org.apache.pekko");

    private QuietLoggers() {}

    static void quiet() {
        for (String name : NAMES) {
            if (LoggerFactory.getLogger(name) instanceof Logger logger) {
                logger.setLevel(Level.ERROR);
            }
        }
    }
}
