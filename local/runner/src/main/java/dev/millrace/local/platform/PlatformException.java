package dev.millrace.local.platform;

/** The platform cannot start or go on; the message says what to do. */
public final class PlatformException extends Exception {
    public PlatformException(String message) {
        super(message);
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
