package dev.millrace.inference.worker.model;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.api.InferenceException;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.InferenceUnavailableException;
import dev.millrace.inference.api.ModelLoadException;
import dev.millrace.inference.api.ModelUnavailableException;
import dev.millrace.inference.api.SessionFactory;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.registry.ArtifactMismatchException;
import dev.millrace.inference.registry.ArtifactSource;
import dev.millrace.inference.registry.ArtifactUnavailableException;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.head.ModelRefusedException;
import dev.millrace.inference.worker.head.Scorer;

/** Opens one version: fetched and verified, loaded, checked against its head, warmed up. */
public final class ModelOpener<Q> {
    private final ModelHead<Q> head;
    private final ArtifactSource artifacts;
    private final SessionFactory runtime;
    private final SessionOptions options;
    private final int batchMax;

    /** @param batchMax largest batch to warm up with */
    public ModelOpener(
            ModelHead<Q> head, ArtifactSource artifacts, SessionFactory runtime, SessionOptions options, int batchMax) {
        this.head = head;
        this.artifacts = artifacts;
        this.runtime = runtime;
        this.options = options;
        this.batchMax = batchMax;
    }

    /** The file cannot be had now; trying again may help. */
    static final class NotNowException extends Exception {
        private static final long serialVersionUID = 1L;

        NotNowException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The version cannot be served; its file will not change. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        RefusedException(String reason, Exception cause) {
            super(cause.getMessage(), cause);
            this.reason = reason;
        }

        /** A short label: checksum, load, contract or warm-up. */
        String reason() {
            return reason;
        }
    }

    Scorer<Q> open(ModelEntry entry) throws NotNowException, RefusedException {
        try {
            return warm(entry, runtime.open(artifacts.fetch(entry.artifact()), options));
        } catch (ArtifactUnavailableException e) {
            throw new NotNowException(e);
        } catch (ArtifactMismatchException e) {
            throw new RefusedException("checksum", e);
        } catch (ModelUnavailableException e) {
            throw new NotNowException(e);
        } catch (ModelLoadException e) {
            throw new RefusedException("load", e);
        }
    }

    private Scorer<Q> warm(ModelEntry entry, InferenceSession session) throws NotNowException, RefusedException {
        boolean warm = false;
        try {
            var ref =
                    new ModelRef(entry.name(), entry.version(), entry.artifact().sha256());
            Scorer<Q> scorer = head.bind(ref, session);
            scorer.warmUp(batchMax);
            warm = true;
            return scorer;
        } catch (ModelRefusedException e) {
            throw new RefusedException("contract", e);
        } catch (InferenceUnavailableException e) {
            throw new NotNowException(e);
        } catch (InferenceException e) {
            throw new RefusedException("warm-up", e);
        } finally {
            if (!warm) {
                session.close();
            }
        }
    }
}
