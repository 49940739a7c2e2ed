package dev.millrace.inference.training.recommend;

import dev.millrace.inference.training.TrainingProgress;
import java.util.Collection;

/** Learns what users turn to next. */
public interface RecommenderTrainer {
    /**
     * Trains on interactions in any order; ties of the timestamp keep the order given.
     *
     * @throws dev.millrace.inference.training.TooLittleDataException where there is nothing to learn from
     */
    SessionEncoder train(Collection<Interaction> interactions, TrainingProgress progress);
}
