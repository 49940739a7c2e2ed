package dev.millrace.local.cli;

import picocli.CommandLine.Option;

/** The ports of a platform that a command starts. */
final class PlatformPorts {
    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Port of the Kafka broker on 127.0.0.1 (default: ${DEFAULT-VALUE}).",
            defaultValue = "9092")
    int kafka;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Port of the status endpoint on 127.0.0.1: /status, /health/ready, /metrics"
                    + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    int http;

    @Option(
            names = "--feature-port",
            paramLabel = "PORT",
            description = "Port of the feature server (Feast's gRPC) on 127.0.0.1 (default: ${DEFAULT-VALUE}).",
            defaultValue = "6566")
    int feature;
}
