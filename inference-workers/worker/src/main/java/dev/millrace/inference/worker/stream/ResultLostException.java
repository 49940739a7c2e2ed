package dev.millrace.inference.worker.stream;

/** The broker did not take a result for good; its request is not committed and is answered by the next process. */
public final class ResultLostException extends Exception {
    private static final long serialVersionUID = 1L;

    ResultLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
