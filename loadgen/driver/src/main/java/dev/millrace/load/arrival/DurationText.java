package dev.millrace.load.arrival;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.millrace.servicekit.Durations;
import java.io.IOException;
import java.time.Duration;

/** Reads {@code 30s} and {@code PT30S} as a duration; written is the latter, by {@code ToStringSerializer}. */
public final class DurationText extends StdScalarDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    public DurationText() {
        super(Duration.class);
    }

    /** Throws {@link JsonProcessingException} with the text and examples where it is none. */
    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getText();
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidFormatException(parser, String.valueOf(e.getMessage()), text, Duration.class);
        }
    }
}
