package dev.millrace.inference.training.recommend;

import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.inference.training.TrainingProgress;
import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Trains the {@link SessionEncoder}. Deterministic for a seed as long as the time budget is not reached. No validation split
 * and no early stop: item dropout keeps the quality level from about 20 epochs on, and the newest interactions, which a split
 * by time would hold back, are worth the most.
 */
public final class SessionEncoderTrainer implements RecommenderTrainer {
    /** Examples from one look at the clock to the next. */
    private static final int CLOCK_EVERY = 2048;

    private final SessionEncoderConfig config;
    private final Clock clock;

    /** The clock measures the time budget only. */
    public SessionEncoderTrainer(SessionEncoderConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public SessionEncoder train(Collection<Interaction> interactions, TrainingProgress progress) {
        long end = clock.millis() + config.timeBudget().toMillis();
        if (interactions.size() < config.minInteractions()) {
            throw new TooLittleDataException("too few interactions to train the recommender on: " + interactions.size()
                    + " of the " + config.minInteractions() + " needed");
        }
        UserSequences data = UserSequences.of(interactions);
        Examples examples = new Examples(data);
        if (examples.size() == 0) {
            throw new TooLittleDataException("nothing to train the recommender on: none of the "
                    + data.sequences().size() + " users has interacted with two different items");
        }
        var random = new SplittableRandom(config.seed());
        var learner = new EncoderLearner(config, data.popularity(), random);
        for (int epoch = 1; epoch <= config.epochs(); epoch++) {
            examples.shuffle(random);
            double loss = 0;
            for (int i = 0; i < examples.size(); i++) {
                if (i % CLOCK_EVERY == 0 && clock.millis() >= end) {
                    progress.onStep(epoch - 1, config.epochs(), "the time budget is spent");
                    return model(data, learner, interactions.size());
                }
                double age = 1 - (double) examples.place(i) / interactions.size();
                float importance = (float) Math.pow(config.oldestWeight(), age);
                loss += learner.step(examples.sequence(i), examples.position(i), importance);
            }
            progress.onStep(epoch, config.epochs(), String.format(Locale.ROOT, "loss %.3f", loss / examples.size()));
        }
        return model(data, learner, interactions.size());
    }

    private SessionEncoder model(UserSequences data, EncoderLearner learner, int trainedOn) {
        return new SessionEncoder(data.items(), learner.weights(), config.historyLength(), trainedOn);
    }
}
