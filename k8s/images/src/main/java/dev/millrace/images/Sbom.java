package dev.millrace.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** The bill of materials that CycloneDX's Maven plugin makes of a module, and what an image has besides: Java and C libraries. */
final class Sbom {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Sbom() {}

    /** Where the plugin leaves it; it may not be there: {@code -Pimages} makes it. */
    static Path ofModule(Path home, ProcessImage image) {
        return home.resolve(image.module()).resolve("target").resolve("bom.json");
    }

    /** Writes {@code bom} with the runtime and the libraries to {@code target}. */
    static Path complete(Path bom, boolean withJava, Collection<Path> libraries, Path target) throws IOException {
        var document = (ObjectNode) JSON.readTree(Files.readAllBytes(bom));
        ArrayNode components = document.withArray("components");
        if (withJava) {
            ObjectNode java = components.addObject();
            java.put("type", "platform");
            java.put("publisher", System.getProperty("java.vendor", ""));
            java.put("name", "OpenJDK");
            java.put("version", Runtime.version().toString());
        }
        for (Path library : libraries) {
            ObjectNode file = components.addObject();
            file.put("type", "file");
            file.put("name", library.toString());
            ObjectNode hash = file.putArray("hashes").addObject();
            hash.put("alg", "SHA-256");
            hash.put("content", sha256(library));
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        JSON.writeValue(target.toFile(), document);
        return target;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
