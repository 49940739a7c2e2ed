package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/** {@code anomaly-scores} on the wire. */
final class AnomalyScoreJson {
    private static final SerializedString SENSOR_ID = new SerializedString("sensorId");
    private static final SerializedString WINDOW_START = new SerializedString("windowStart");
    private static final SerializedString WINDOW_END = new SerializedString("windowEnd");
    private static final SerializedString SCORE = new SerializedString("score");
    private static final SerializedString THRESHOLD = new SerializedString("threshold");
    private static final SerializedString ANOMALOUS = new SerializedString("anomalous");
    private static final SerializedString CONTRIBUTIONS = new SerializedString("contributions");

    private AnomalyScoreJson() {}

    static void write(AnomalyScore score, JsonGenerator out) throws IOException {
        ResultJson.text(out, SENSOR_ID, score.sensorId());
        ResultJson.number(out, WINDOW_START, score.windowStart());
        ResultJson.number(out, WINDOW_END, score.windowEnd());
        ResultJson.number(out, SCORE, score.score());
        ResultJson.number(out, THRESHOLD, score.threshold());
        out.writeFieldName(ANOMALOUS);
        out.writeBoolean(score.anomalous());
        ResultJson.numbers(out, CONTRIBUTIONS, score.contributions());
        ResultJson.common(out, score.model(), score.source(), score.features(), score.timings(), score.traceparent());
    }
}
