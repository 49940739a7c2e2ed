package dev.millrace.contracts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the two results that workers publish tens of thousands of times a second, field by field. The bytes are those of
 * {@link Json#mapper}, but for a double whose shortest digits are not those that the JDK's own conversion finds before JDK 19
 * (JDK-4511638); either reads as the same number. Data binding took three times as long, the JDK's conversion of doubles most of it.
 */
final class ResultJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final int USUAL_BYTES = 1024;

    private static final SerializedString MODEL = new SerializedString("model");
    private static final SerializedString NAME = new SerializedString("name");
    private static final SerializedString VERSION = new SerializedString("version");
    private static final SerializedString HASH = new SerializedString("hash");
    private static final SerializedString SOURCE = new SerializedString("source");
    private static final SerializedString TOPIC = new SerializedString("topic");
    private static final SerializedString PARTITION = new SerializedString("partition");
    private static final SerializedString OFFSET = new SerializedString("offset");
    private static final SerializedString FEATURES = new SerializedString("features");
    private static final SerializedString EVENT_TIME = new SerializedString("eventTime");
    private static final SerializedString VALUES = new SerializedString("values");
    private static final SerializedString TIMINGS = new SerializedString("timings");
    private static final List<SerializedString> STAGES = TimedStage.ALL.stream()
            .map(stage -> new SerializedString(stage.label()))
            .toList();
    private static final SerializedString TOTAL = new SerializedString(Timings.TOTAL);
    private static final SerializedString SKEW = new SerializedString(Timings.SKEW);
    private static final SerializedString TRACEPARENT = new SerializedString("traceparent");

    private ResultJson() {}

    /** Writes the fields of one value. */
    interface Fields<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    /** Reads as {@link Json#codec} does. */
    static <T> Codec<T> codec(Class<T> type, Fields<T> fields) {
        Codec<T> reader = Json.codec(type);
        return new Codec<>() {
            @Override
            public byte[] encode(T value) {
                var bytes = new ByteArrayOutputStream(USUAL_BYTES);
                try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
                    out.writeStartObject();
                    fields.write(value, out);
                    out.writeEndObject();
                } catch (IOException e) {
                    throw new IllegalArgumentException("cannot write " + type.getSimpleName(), e);
                }
                return bytes.toByteArray();
            }

            @Override
            public T decode(byte[] bytes) throws InvalidRecordException {
                return reader.decode(bytes);
            }
        };
    }

    static void text(JsonGenerator out, SerializedString name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeFieldName(name);
            out.writeString(value);
        }
    }

    static void number(JsonGenerator out, SerializedString name, long value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(value);
    }

    static void number(JsonGenerator out, SerializedString name, double value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(value);
    }

    static void numbers(JsonGenerator out, SerializedString name, Map<String, Double> values) throws IOException {
        out.writeFieldName(name);
        out.writeStartObject();
        for (Map.Entry<String, Double> value : values.entrySet()) {
            out.writeFieldName(value.getKey());
            out.writeNumber(value.getValue());
        }
        out.writeEndObject();
    }

    /** What every result carries after its own fields. */
    static void common(
            JsonGenerator out,
            ModelRef model,
            SourceRef source,
            FeatureSnapshot features,
            Timings timings,
            @Nullable String traceparent)
            throws IOException {
        out.writeFieldName(MODEL);
        out.writeStartObject();
        text(out, NAME, model.name());
        text(out, VERSION, model.version());
        text(out, HASH, model.hash());
        out.writeEndObject();
        out.writeFieldName(SOURCE);
        out.writeStartObject();
        text(out, TOPIC, source.topic());
        number(out, PARTITION, source.partition());
        number(out, OFFSET, source.offset());
        out.writeEndObject();
        out.writeFieldName(FEATURES);
        out.writeStartObject();
        number(out, EVENT_TIME, features.eventTime());
        numbers(out, VALUES, features.values());
        text(out, HASH, features.hash());
        out.writeEndObject();
        timings(out, timings);
        text(out, TRACEPARENT, traceparent);
    }

    /** As {@link Timings#asMap} has them. */
    private static void timings(JsonGenerator out, Timings timings) throws IOException {
        var number = new char[Millis.LONGEST];
        out.writeFieldName(TIMINGS);
        out.writeStartObject();
        for (TimedStage stage : TimedStage.ALL) {
            if (timings.has(stage)) {
                millis(out, STAGES.get(stage.index()), timings.micros(stage), number);
            }
        }
        if (!timings.isEmpty()) {
            millis(out, TOTAL, timings.totalMicros(), number);
        }
        if (timings.skewed()) {
            millis(out, SKEW, timings.skewMicros(), number);
        }
        out.writeEndObject();
    }

    private static void millis(JsonGenerator out, SerializedString name, long micros, char[] number)
            throws IOException {
        out.writeFieldName(name);
        out.writeNumber(number, 0, Millis.write(micros, number));
    }
}
