package dev.millrace.servicekit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import co.elastic.logging.logback.EcsEncoder;
import java.util.List;
import java.util.Map;

/**
 * Logging of every process: to standard output; the local runner keeps one file per process, a cluster collects the stream. As
 * code and not as a {@code logback.xml}, because reading that file was a tenth of a worker's start. A file named by
 * {@code -Dlogback.configurationFile} is taken instead.
 *
 * <p>Lines are text for people, or with {@code MILLRACE_LOG_FORMAT=json} JSON with the keys of the Elastic Common Schema ({@code
 * @timestamp, log.level, message, service.name, log.logger, process.thread.name, error.*}). What is told about one record has its
 * {@code trace.id}: see {@link TraceLog}.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String FORMAT = "MILLRACE_LOG_FORMAT";
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level [%thread] %logger{36} - %msg%n";
    private static final List<String> QUIET =
            List.of("org.apache.kafka", "kafka", "state.change.logger", "org.apache.flink", "io.lettuce", "io.netty");

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Encoder<ILoggingEvent> encoder = encoder(context, System.getenv());
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setName("STDOUT");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        QUIET.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext context, Map<String, String> environment) {
        if ("json".equals(environment.get(FORMAT))) {
            var json = new EcsEncoder();
            json.setContext(context);
            json.setServiceName(environment.getOrDefault("MILLRACE_PROCESS_NAME", "millrace"));
            return json;
        }
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(PATTERN);
        return text;
    }
}
