package dev.millrace.inference.oip;

import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Opens descriptors with one backend and everything else with another, so that a version may change from one to the other. */
public final class BackendSelector implements SessionFactory {
    private final SessionFactory files;
    private final SessionFactory servers;

    /**
     * Opens both kinds.
     *
     * @param files opens model files (ONNX)
     * @param servers opens descriptors of models on servers
     */
    public BackendSelector(SessionFactory files, SessionFactory servers) {
        this.files = files;
        this.servers = servers;
    }

    @Override
    public InferenceSession open(Path model, SessionOptions options) throws ModelLoadException {
        boolean descriptor;
        try {
            descriptor = OipSessionFactory.isDescriptor(model);
        } catch (IOException e) {
            throw new ModelLoadException(model + " cannot be read: " + e, e);
        }
        return (descriptor ? servers : files).open(model, options);
    }

    @Override
    public InferenceSession open(byte[] model, SessionOptions options) throws ModelLoadException {
        try {
            boolean descriptor = OipSessionFactory.isDescriptor(new ByteArrayInputStream(model));
            return (descriptor ? servers : files).open(model, options);
        } catch (IOException e) {
            throw new UncheckedIOException("reading memory does not fail", e);
        }
    }
}
