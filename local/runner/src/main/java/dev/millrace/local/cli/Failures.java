package dev.millrace.local.cli;

import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Tells a person what went wrong, without a stack trace unless {@code MILLRACE_DEBUG} is set. */
final class Failures {
    private Failures() {}

    static void print(Exception failure, PrintWriter err) {
        Throwable shown =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        err.println("millrace: " + message(shown));
        if (System.getenv("MILLRACE_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        err.flush();
    }

    private static String message(Throwable shown) {
        @Nullable String message = shown.getMessage();
        return message == null ? shown.getClass().getSimpleName() : message;
    }
}
