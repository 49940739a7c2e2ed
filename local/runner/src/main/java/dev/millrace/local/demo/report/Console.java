package dev.millrace.local.demo.report;

/** Where the demo writes its lines for people; called from several threads, one line a call. */
@FunctionalInterface
public interface Console {
    void line(String text);
}
