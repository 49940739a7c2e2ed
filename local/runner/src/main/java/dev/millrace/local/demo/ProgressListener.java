package dev.millrace.local.demo;

/** Hears how far something long has come. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Takes the newest state.
     *
     * @param fraction share that is done, 0 to 1
     * @param what what it is doing now, a few words
     */
    void onProgress(double fraction, String what);
}
