package dev.millrace.scaler.server.watch;

/** More ScaledObjects than are watched. */
public final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyException(int most) {
        super("more than " + most + " ScaledObjects are watched already");
    }
}
