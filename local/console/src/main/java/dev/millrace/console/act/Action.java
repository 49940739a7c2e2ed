package dev.millrace.console.act;

import com.fasterxml.jackson.databind.JsonNode;

/** Changes something; {@link IllegalArgumentException} says that the request is wrong, in words. */
public interface Action {
    Outcome run(JsonNode request) throws Exception;

    /** A text that the request must have. */
    static String text(JsonNode request, String field) {
        String value = request.path(field).asText("");
        if (value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException("'" + field + "' is missing or too long");
        }
        return value;
    }
}
