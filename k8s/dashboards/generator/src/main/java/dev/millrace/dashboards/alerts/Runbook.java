package dev.millrace.dashboards.alerts;

import java.util.Locale;

/** Anchors of the runbook: a section for each alert, and one for each kind of panel that no alert watches. */
public final class Runbook {
    /** Where the runbook lies in the checkout; whoever serves it gives the address to the generator. */
    public static final String BASE = "k8s/alerts/RUNBOOK.md";

    public static final String TRAFFIC = "traffic";
    public static final String STAGES = "latency-by-stage";
    public static final String BATCHES = "batches-and-queues";
    public static final String JVM = "memory-and-processors";
    public static final String GPU = "gpu";
    public static final String FEATURES = "features";
    public static final String HISTORY = "history";
    public static final String MODELS = "models";
    public static final String SCALING = "scaling";
    public static final String KAFKA = "kafka-clients";
    public static final String ENGINES = "kafka-streams-and-flink";
    public static final String ANOMALIES = "anomaly-alerts";

    private Runbook() {}

    /** As Markdown viewers make it of a heading that is one word. */
    public static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT);
    }
}
