package dev.millrace.inference.oip;

import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceUnavailableException;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.ModelUnavailableException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whose fault a status is. What has nothing to do with the input (the server is away, late, full, restarting, has not loaded the
 * model, does not let us in) may be mended while we wait; the rest is about this input.
 */
final class OipErrors {
    private static final Set<Status.Code> LATER = EnumSet.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.ABORTED,
            Status.Code.CANCELLED,
            Status.Code.NOT_FOUND,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED);

    private OipErrors() {}

    static InferenceException ofRun(String model, StatusRuntimeException e) {
        String message = model + ": " + text(e.getStatus());
        return LATER.contains(e.getStatus().getCode())
                ? new InferenceUnavailableException(message, e)
                : new InferenceException(message, e);
    }

    static ModelLoadException ofLoad(String model, StatusRuntimeException e) {
        String message = model + " cannot be asked for its metadata: " + text(e.getStatus());
        return LATER.contains(e.getStatus().getCode())
                ? new ModelUnavailableException(message, e)
                : new ModelLoadException(message, e);
    }

    /** Such as {@code UNAVAILABLE: io exception: Connection refused: /127.0.0.1:8001}. */
    private static String text(Status status) {
        var text = new StringBuilder(status.getCode().name());
        if (status.getDescription() != null) {
            text.append(": ").append(status.getDescription());
        }
        if (status.getCause() != null) {
            text.append(": ").append(status.getCause().getMessage());
        }
        return text.toString();
    }
}
