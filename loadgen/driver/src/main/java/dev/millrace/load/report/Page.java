package dev.millrace.load.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in one file: styles, scripts, Chart.js and the data are put into {@code page.html}; its content security policy forbids
 * the browser to fetch anything.
 *
 * <p>Names and texts of a run may hold anything. They reach the page in two ways only: as JSON in which no {@code <} is left, which the
 * scripts turn into text nodes, never into HTML; and escaped, in the title and for readers without scripts. Placeholders are
 * replaced in one pass, so that one within a text stays what it is.
 */
public final class Page {
    private static final String CHART = "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Page() {}

    /**
     * Writes a page.
     *
     * @param title of the window
     * @param plain what a reader without scripts sees
     * @param script resource beside this class that draws the data
     * @param data anything that Jackson writes
     */
    public static void write(Path file, String title, String plain, String script, Object data) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Map<String, String> parts = Map.of(
                "title", escaped(title),
                "plain", escaped(plain),
                "style", resource("page.css"),
                "data", json(data),
                "chart", SOURCE_MAP.matcher(inline(resource(CHART))).replaceAll(""),
                "script", inline(resource("page.js") + resource("plots.js") + resource(script)));
        Files.writeString(file, filled(resource("page.html"), parts));
    }

    private static String filled(String template, Map<String, String> parts) {
        return PLACE.matcher(template).replaceAll(place -> {
            String part = parts.get(place.group(1));
            if (part == null) {
                throw new IllegalStateException("page.html has the unknown place " + place.group());
            }
            return Matcher.quoteReplacement(part);
        });
    }

    /** JSON that may stand in a script element: {@code <} can occur in strings only, and is written as its code. */
    static String json(Object data) throws JsonProcessingException {
        return MAPPER.writeValueAsString(data).replace("<", "\\u003c");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String inline(String script) {
        return script.replace("</script", "<\\/script");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("resource " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
