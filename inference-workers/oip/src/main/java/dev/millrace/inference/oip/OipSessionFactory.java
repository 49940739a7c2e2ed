package dev.millrace.inference.oip;

import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens descriptors ({@link OipDescriptor}) of models on servers that speak the Open Inference Protocol v2 over gRPC. Of the
 * options only the batch buckets count: threads and devices are the server's. Each session has a connection of its own.
 */
public final class OipSessionFactory implements SessionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(OipSessionFactory.class);

    /** Whether a published file is a descriptor: its first byte that is not blank opens a JSON object. */
    public static boolean isDescriptor(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64)) {
            return isDescriptor(in);
        }
    }

    static boolean isDescriptor(InputStream in) throws IOException {
        int next = in.read();
        while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
            next = in.read();
        }
        return next == '{';
    }

    @Override
    public InferenceSession open(Path model, SessionOptions options) throws ModelLoadException {
        try {
            return open(Files.readAllBytes(model), model.toString(), options);
        } catch (IOException e) {
            throw new ModelLoadException(model + " cannot be read: " + e, e);
        }
    }

    @Override
    public InferenceSession open(byte[] model, SessionOptions options) throws ModelLoadException {
        return open(model, "the descriptor", options);
    }

    private static InferenceSession open(byte[] json, String what, SessionOptions options) throws ModelLoadException {
        OipDescriptor descriptor = OipDescriptor.parse(json, what);
        OipServer server = OipServer.of(descriptor.oip());
        boolean open = false;
        try {
            var session = new OipSession(server, server.metadata(), descriptor.metadata(), options);
            LOG.info("{} runs as {}", what, server);
            open = true;
            return session;
        } finally {
            if (!open) {
                server.close();
            }
        }
    }
}
