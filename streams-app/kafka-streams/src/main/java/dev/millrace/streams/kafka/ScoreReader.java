package dev.millrace.streams.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.millrace.streams.core.anomaly.ScoreFacts;
import dev.millrace.streams.core.anomaly.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads, token by token, what the alert life cycle judges of a score, which is a sixth of its numbers. What it accepts the
 * strict {@link Scores#read} accepts too; for anything unusual (a text where a number is usual, a field twice, another form than
 * JSON) it gives up, and the strict reader decides and says what is wrong. One thread.
 */
final class ScoreReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private static final int SENSOR = 1;
    private static final int END = 1 << 1;
    private static final int SCORE = 1 << 2;
    private static final int THRESHOLD = 1 << 3;
    private static final int CONTRIBUTIONS = 1 << 4;
    private static final int MODEL = 1 << 5;
    private static final int SOURCE = 1 << 6;
    private static final int FEATURES = 1 << 7;
    private static final int TIMINGS = 1 << 8;
    private static final int ALL = (1 << 9) - 1;

    private int found;
    private long windowEnd;
    private double score;
    private double threshold;
    private @Nullable String modelName;
    private @Nullable String modelVersion;
    private double robustZ;
    private double relation;
    private double range;
    private double stuck;
    private double gap;
    private double total;

    /** The facts of a score, or null where the strict reader has to look. */
    @Nullable
    ScoreFacts read(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || value == null || value.length == 0 || value[0] != '{') {
            return null;
        }
        clear();
        try (JsonParser in = JSON.createParser(value)) {
            if (!readAll(in, key) || in.nextToken() != null) {
                return null;
            }
        } catch (IOException e) {
            return null;
        }
        String name = modelName;
        String version = modelVersion;
        if (found != ALL || name == null || version == null || !Double.isFinite(score) || !Double.isFinite(threshold)) {
            return null;
        }
        return new ScoreFacts(windowEnd, score, threshold, name, version, robustZ, relation, range, stuck, gap);
    }

    /** Milliseconds since the Kafka timestamp of the reading, by the timings of the score that was read last. */
    double totalMillis() {
        return total;
    }

    private void clear() {
        found = 0;
        modelName = null;
        modelVersion = null;
        robustZ = 0;
        relation = 0;
        range = 0;
        stuck = 0;
        gap = 0;
        total = 0;
    }

    private boolean readAll(JsonParser in, byte[] key) throws IOException {
        boolean usual = in.nextToken() == JsonToken.START_OBJECT;
        String field;
        while (usual && (field = in.nextFieldName()) != null) {
            in.nextToken();
            usual = switch (field) {
                case "sensorId" -> found(SENSOR) && isKey(in, key);
                case "windowEnd" -> {
                    windowEnd = isLong(in) ? in.getLongValue() : 0;
                    yield isLong(in) && found(END);
                }
                case "windowStart" -> isLong(in);
                case "score" -> {
                    score = number(in);
                    yield found(SCORE);
                }
                case "threshold" -> {
                    threshold = number(in);
                    yield found(THRESHOLD);
                }
                case "anomalous" -> in.currentToken().isBoolean();
                case "contributions" -> found(CONTRIBUTIONS) && numbers(in, false);
                case "timings" -> found(TIMINGS) && numbers(in, false);
                case "model" -> found(MODEL) && model(in);
                case "source" -> found(SOURCE) && source(in);
                case "features" -> found(FEATURES) && features(in);
                case "traceparent" -> isText(in);
                default -> skip(in);
            };
        }
        return usual;
    }

    /** False where it was found before. */
    private boolean found(int field) {
        boolean first = (found & field) == 0;
        found |= field;
        return first;
    }

    private static boolean isKey(JsonParser in, byte[] key) throws IOException {
        return isText(in) && Arrays.equals(in.getText().getBytes(StandardCharsets.UTF_8), key);
    }

    private boolean model(JsonParser in) throws IOException {
        boolean usual = in.currentToken() == JsonToken.START_OBJECT;
        String field;
        while (usual && (field = in.nextFieldName()) != null) {
            in.nextToken();
            usual = isText(in) || (field.equals("hash") && in.currentToken() == JsonToken.VALUE_NULL);
            switch (field) {
                case "name" -> modelName = in.getText();
                case "version" -> modelVersion = in.getText();
                default -> {}
            }
        }
        return usual;
    }

    private static boolean source(JsonParser in) throws IOException {
        boolean usual = in.currentToken() == JsonToken.START_OBJECT;
        String field;
        while (usual && (field = in.nextFieldName()) != null) {
            in.nextToken();
            usual = field.equals("topic")
                    ? isText(in)
                    : isLong(in) && (field.equals("offset") || (field.equals("partition") && in.getIntValue() >= 0));
        }
        return usual;
    }

    private boolean features(JsonParser in) throws IOException {
        boolean usual = in.currentToken() == JsonToken.START_OBJECT;
        boolean values = false;
        String field;
        while (usual && (field = in.nextFieldName()) != null) {
            in.nextToken();
            usual = switch (field) {
                case "values" -> {
                    values = numbers(in, true);
                    yield values;
                }
                case "eventTime" -> isLong(in);
                case "hash" -> isText(in) || in.currentToken() == JsonToken.VALUE_NULL;
                default -> false;
            };
        }
        return usual && values;
    }

    /** An object of numbers; those that are not wanted are not converted. */
    private boolean numbers(JsonParser in, boolean signals) throws IOException {
        boolean usual = in.currentToken() == JsonToken.START_OBJECT;
        String field;
        while (usual && (field = in.nextFieldName()) != null) {
            in.nextToken();
            usual = in.currentToken().isNumeric();
            if (!usual) {
                return false;
            }
            if (!signals) {
                total = field.equals("total") ? in.getDoubleValue() : total;
                continue;
            }
            switch (field) {
                case Signals.ROBUST_Z -> robustZ = finite(in);
                case Signals.RELATION -> relation = finite(in);
                case Signals.RANGE -> range = finite(in);
                case Signals.STUCK -> stuck = finite(in);
                case Signals.GAP -> gap = finite(in);
                default -> {}
            }
        }
        return usual;
    }

    private static double finite(JsonParser in) throws IOException {
        double value = in.getDoubleValue();
        return Double.isFinite(value) ? value : 0;
    }

    /** NaN, which is not accepted, for what is no number. */
    private static double number(JsonParser in) throws IOException {
        return in.currentToken().isNumeric() ? in.getDoubleValue() : Double.NaN;
    }

    /** Throws {@link IOException} where the number is too large. */
    private static boolean isLong(JsonParser in) throws IOException {
        boolean whole = in.currentToken() == JsonToken.VALUE_NUMBER_INT;
        if (whole) {
            in.getLongValue(); // converts, and keeps what it found
        }
        return whole;
    }

    private static boolean isText(JsonParser in) {
        return in.currentToken() == JsonToken.VALUE_STRING;
    }

    private static boolean skip(JsonParser in) throws IOException {
        in.skipChildren();
        return true;
    }
}
