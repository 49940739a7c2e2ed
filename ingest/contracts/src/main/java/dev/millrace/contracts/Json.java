package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The one JSON mapper: unknown fields are ignored, absent values are left out, NaN is refused. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** A codec for one of our own record types: what we write we can read back. */
    public static <T> Codec<T> codec(Class<T> type) {
        ObjectWriter writer = MAPPER.writerFor(type);
        ObjectReader reader = MAPPER.readerFor(type);
        return new Codec<>() {
            @Override
            public byte[] encode(T value) {
                try {
                    return writer.writeValueAsBytes(value);
                } catch (JsonProcessingException e) {
                    throw new IllegalArgumentException("cannot write " + type.getSimpleName(), e);
                }
            }

            @Override
            public T decode(byte[] bytes) throws InvalidRecordException {
                try {
                    T value = reader.readValue(bytes);
                    if (value == null) {
                        throw new InvalidRecordException(ErrorKind.MALFORMED, "empty " + type.getSimpleName());
                    }
                    return value;
                } catch (IOException e) {
                    throw new InvalidRecordException(
                            ErrorKind.MALFORMED, "not a " + type.getSimpleName() + ": " + JsonObject.firstLine(e));
                }
            }
        };
    }
}
