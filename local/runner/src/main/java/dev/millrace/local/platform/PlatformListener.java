package dev.millrace.local.platform;

/** Hears what happens to the platform, in words for a person. */
public interface PlatformListener {
    /** Something is done or under way: {@code "kafka ready after 3.1 s"}. */
    void progress(String message);

    /** A process died or could not start. */
    void trouble(String message);
}
