package dev.millrace.inference.worker.model;

import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A runtime that is loaded with the first model, on the loader's thread: a worker without a model takes no memory for it. */
public final class LazyRuntime implements SessionFactory {
    private final Loading loading;
    private @Nullable SessionFactory loaded;

    /** Loads the runtime. */
    public interface Loading {
        SessionFactory load() throws IOException;
    }

    public LazyRuntime(Loading loading) {
        this.loading = loading;
    }

    @Override
    public InferenceSession open(Path model, SessionOptions options) throws ModelLoadException {
        return runtime().open(model, options);
    }

    @Override
    public InferenceSession open(byte[] model, SessionOptions options) throws ModelLoadException {
        return runtime().open(model, options);
    }

    /** A runtime that cannot be loaded is no fault of the model: the process fails and is started again. */
    private synchronized SessionFactory runtime() {
        if (loaded == null) {
            try {
                loaded = loading.load();
            } catch (IOException e) {
                throw new UncheckedIOException("the model runtime cannot be loaded", e);
            }
        }
        return loaded;
    }
}
