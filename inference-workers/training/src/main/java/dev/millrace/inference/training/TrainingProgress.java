package dev.millrace.inference.training;

/** Is told how a training goes; called on the training thread, must return quickly. */
@FunctionalInterface
public interface TrainingProgress {
    TrainingProgress NONE = (step, of, note) -> {};

    /**
     * A part of the work is done.
     *
     * @param step steps (epochs) done
     * @param of steps at most; training may end earlier
     * @param note loss or quality so far, for people
     */
    void onStep(int step, int of, String note);
}
