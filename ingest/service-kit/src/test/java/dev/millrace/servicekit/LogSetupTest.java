package dev.millrace.servicekit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Json;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogSetupTest {
    private static final String FILE = "logback.configurationFile";

    @Test
    void everyProcessFindsItAndLogsToStandardOutputWithoutTheLibrariesChatter() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.INFO);
        assertThat(root.getAppender("STDOUT")).isInstanceOf(ConsoleAppender.class);
        assertThat(root.getAppender("STDOUT").isStarted()).isTrue();
        assertThat(context.getLogger("org.apache.kafka.clients").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(context.getLogger("dev.millrace").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void jsonHasTheAgreedKeysAndTheTraceOfTheRecord() throws Exception {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var encoder = LogSetup.encoder(
                context, Map.of("MILLRACE_LOG_FORMAT", "json", "MILLRACE_PROCESS_NAME", "worker-recommender"));
        encoder.start();
        var headers = new RecordHeaders()
                .add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(US_ASCII));
        byte[] line;
        try (var unused = TraceLog.of(headers)) {
            line = encoder.encode(new LoggingEvent(
                    "", context.getLogger("dev.millrace.Some"), Level.WARN, "it broke", new IOException("gone"), null));
        }
        JsonNode json = Json.mapper().readTree(line);
        assertThat(json.get("@timestamp").asText()).isNotBlank();
        assertThat(json.get("log.level").asText()).isEqualTo("WARN");
        assertThat(json.get("message").asText()).isEqualTo("it broke");
        assertThat(json.get("service.name").asText()).isEqualTo("worker-recommender");
        assertThat(json.get("log.logger").asText()).isEqualTo("dev.millrace.Some");
        assertThat(json.get("error.type").asText()).isEqualTo("java.io.IOException");
        assertThat(json.get("trace.id").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(MDC.get("trace.id")).isNull();
        assertThat(LogSetup.encoder(context, Map.of())).isInstanceOf(PatternLayoutEncoder.class);
    }

    @Test
    void aConfigurationFileIsTakenInstead() {
        var context = new LoggerContext();
        System.setProperty(FILE, "/etc/millrace/logback.xml");
        try {
            assertThat(new LogSetup().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
            assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDOUT"))
                    .isNull();
        } finally {
            System.clearProperty(FILE);
        }
    }
}
