package dev.millrace.local.scaling;

import java.io.IOException;

/** The workers of one model as processes of this machine. */
public interface Deployment {
    /** Started and not asked to stop. */
    int replicas();

    /** Those that go have handed over when this returns; those that come are not waited for. */
    void scale(int replicas) throws IOException, InterruptedException;
}
