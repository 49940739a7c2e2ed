package dev.millrace.streams.core.anomaly;

/**
 * Weighs one score against a sensor's past: three tails (the model's score, the level, the relation between channels) and
 * three rules (range, stuck, gap).
 */
final class Judge {
    /** Scores before which the running range says nothing. */
    private static final int RANGE_FROM = 128;

    private static final double LEVEL_SMOOTHING = .8;
    private static final double RELATION_SMOOTHING = .15;
    private static final double LEAST_LEVEL = Math.exp(-2);
    private static final double LEAST_RELATION = .01;
    private static final double MOST_RELATION = 400;
    /** A model's own threshold is not made for this sensor: during the warm-up only what is far above it fires. */
    private static final double FAR_ABOVE = 3;

    private static final double WARM_UP_LEVEL = 10;
    private static final double WARM_UP_RELATION = 50;
    private static final double MODEL_RATIO = 2;
    private static final double OTHER_RATIO = 3;
    private static final double RANGE_SCALE = 10;
    private static final double MOST_OF_RULE = 4;

    private final AlertConfig config;
    private final AlertState state;
    private final double logModel;
    private final double logLevel;
    private final double logRelation;
    /** Strongest evidence of this window. */
    final Evidence strongest;
    /** Whether an open alert holds; a track that is still warming up cannot hold one. */
    final boolean holds;

    Judge(AlertConfig config, AlertState state, ScoreFacts score) {
        this.config = config;
        this.state = state;
        state.model.observe(log(score.score()), config.smoothing());
        state.level.observe(Math.log(Math.max(LEAST_LEVEL, score.robustZ())), LEVEL_SMOOTHING);
        double z = Math.min(MOST_RELATION, score.relation());
        state.relation.observe(Math.max(LEAST_RELATION, Math.min(MOST_RELATION, z * z)), RELATION_SMOOTHING);
        logModel = state.model.average;
        logLevel = state.level.average;
        logRelation = Math.log(state.relation.average);

        Evidence model = tail(Causes.MODEL, state.model, logModel, FAR_ABOVE * score.threshold(), MODEL_RATIO);
        Evidence level = tail(Causes.LEVEL, state.level, logLevel, WARM_UP_LEVEL, OTHER_RATIO);
        Evidence relation = tail(Causes.RELATION, state.relation, logRelation, WARM_UP_RELATION, OTHER_RATIO);
        double outside = score.range() - config.rangeExcess();
        Evidence rules = Evidence.ofRule(
                        Causes.RANGE, outside > 0 && state.scores >= RANGE_FROM, RANGE_SCALE * Math.min(1, outside))
                .or(rule(Causes.STUCK, score.stuck()))
                .or(rule(Causes.GAP, score.gap()));
        strongest = model.or(relation).or(level).or(rules);
        holds = holds(model, state.model)
                || holds(level, state.level)
                || holds(relation, state.relation)
                || holds(rules);
    }

    /** Learns the scores of this window; those of an alert only while a track warms up. */
    void learn(boolean normal) {
        state.model.learn(config, logModel, normal);
        state.level.learn(config, logLevel, normal);
        state.relation.learn(config, logRelation, normal);
    }

    private Evidence tail(String cause, Track track, double logScore, double threshold, double ratio) {
        double fire =
                switch (cause) {
                    case Causes.MODEL -> config.modelSeverity();
                    case Causes.LEVEL -> config.levelSeverity();
                    default -> config.relationSeverity();
                };
        return Evidence.ofTail(cause, track.severity(config, logScore, threshold, fire, ratio), fire);
    }

    private static Evidence rule(String cause, double signal) {
        return Evidence.ofRule(cause, signal >= 1, Math.min(MOST_OF_RULE, signal - 1));
    }

    private boolean holds(Evidence evidence, Track track) {
        return track.warm(config) && holds(evidence);
    }

    private boolean holds(Evidence evidence) {
        return evidence.excess() >= -config.hysteresis();
    }

    private static double log(double score) {
        return Math.log(Math.max(Track.LEAST, Double.isFinite(score) ? score : Double.MAX_VALUE));
    }
}
