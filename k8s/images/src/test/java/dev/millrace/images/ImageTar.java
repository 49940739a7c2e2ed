package dev.millrace.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as {@code podman load} reads it.
 *
 * @param config user, entry point, environment, labels
 * @param layers what is in each, the lowest first
 */
record ImageTar(JsonNode config, List<Layer> layers) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SMALL = 1_000_000;

    /** @param texts content of the small files */
    record Layer(String digest, List<TarArchiveEntry> entries, Map<String, byte[]> texts) {}

    static ImageTar read(Path file) throws IOException {
        Map<String, byte[]> small = new HashMap<>();
        Map<String, Layer> layers = new HashMap<>();
        try (var tar = new TarArchiveInputStream(Files.newInputStream(file))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    small.put(entry.getName(), tar.readAllBytes());
                } else {
                    layers.put(entry.getName(), layer(entry.getName(), tar));
                }
            }
        }
        JsonNode manifest = JSON.readTree(small.get("manifest.json")).get(0);
        var ordered = new ArrayList<Layer>();
        manifest.path("Layers").forEach(name -> ordered.add(layers.get(name.asText())));
        return new ImageTar(
                JSON.readTree(small.get(manifest.path("Config").asText())).path("config"), ordered);
    }

    private static Layer layer(String name, InputStream compressed) throws IOException {
        var entries = new ArrayList<TarArchiveEntry>();
        Map<String, byte[]> texts = new HashMap<>();
        var tar = new TarArchiveInputStream(new GZIPInputStream(compressed));
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            entries.add(entry);
            if (entry.isFile() && entry.getSize() < SMALL) {
                texts.put(entry.getName(), tar.readAllBytes());
            }
        }
        return new Layer(name, entries, texts);
    }

    List<TarArchiveEntry> entries() {
        return layers.stream().flatMap(layer -> layer.entries().stream()).toList();
    }

    /** Paths of files, without a slash in front. */
    List<String> files() {
        return entries().stream()
                .filter(TarArchiveEntry::isFile)
                .map(TarArchiveEntry::getName)
                .toList();
    }

    /** Unpacked, as a node stores it. */
    long bytes() {
        return entries().stream().mapToLong(TarArchiveEntry::getSize).sum();
    }

    Optional<String> text(String path) {
        return content(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Of a file below 1 MB. */
    Optional<byte[]> content(String path) {
        return layers.stream()
                .filter(layer -> layer.texts().containsKey(path))
                .map(layer -> layer.texts().get(path))
                .findFirst();
    }

    /** Names in a jar of the image that is below 1 MB. */
    List<String> jar(String path) throws IOException {
        return namesIn(new ByteArrayInputStream(content(path).orElseThrow()));
    }

    static List<String> namesIn(InputStream jar) throws IOException {
        var names = new ArrayList<String>();
        try (var zip = new java.util.zip.ZipInputStream(jar)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    List<String> list(String key) {
        var found = new ArrayList<String>();
        config.path(key).forEach(value -> found.add(value.asText()));
        return found;
    }

    String label(String name) {
        return config.path("Labels").path("org.opencontainers.image." + name).asText();
    }
}
