package dev.millrace.local.cli;

import picocli.CommandLine.Option;

/** Whether a platform has a console, and where. */
final class ConsoleOptions {
    static final String DEFAULT_PORT = "8088";

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            description = "Port of the console, a live page, on 127.0.0.1 (default: ${DEFAULT-VALUE}).",
            defaultValue = DEFAULT_PORT)
    int port;

    @Option(names = "--no-console", description = "Start no console.")
    boolean none;

    /** 0 where there is none. */
    int portOrNone() {
        return none ? 0 : port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }
}
