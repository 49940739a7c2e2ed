package dev.millrace.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the page, read once from the class path. Nothing else can be asked for. */
final class Assets {
    private static final String CHART = "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";
    private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");
    private static final List<String> FILES = List.of(
            "index.html",
            "style.css",
            "favicon.svg",
            "app.js",
            "actions.js",
            "dom.js",
            "feeds.js",
            "letters.js",
            "models.js",
            "pipeline.js",
            "series.js",
            "theme.js");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Asset> byPath = new HashMap<>();

    Assets() throws IOException {
        for (String file : FILES) {
            String ending = file.substring(file.lastIndexOf('.') + 1);
            byPath.put("/" + file, Asset.of(TYPES.getOrDefault(ending, "text/plain"), read("/console/" + file)));
        }
        byPath.put("/", byPath.get("/index.html"));
        // Its map would be asked for by a browser's developer tools, and is not here.
        String chart = SOURCE_MAP
                .matcher(new String(read(CHART), StandardCharsets.UTF_8))
                .replaceAll("");
        byPath.put("/lib/chart.js", Asset.of(TYPES.getOrDefault("js", ""), chart.getBytes(StandardCharsets.UTF_8)));
    }

    @Nullable
    Asset find(String path) {
        return byPath.get(path);
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        }
    }
}
