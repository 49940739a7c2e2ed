package dev.millrace.images;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * ONNX Runtime's jar taken apart: classes, and the native libraries of one platform as files. As Maven has it, it carries those of
 * five platforms, and ONNX Runtime unpacks its own at each start.
 *
 * @param classes the jar without libraries
 * @param libraries files of one platform
 */
record OnnxJar(Path classes, List<Path> libraries) {
    private static final String NATIVE = "ai/onnxruntime/native/";
    private static final LocalDateTime ALWAYS_THE_SAME = LocalDateTime.of(1980, 1, 1, 0, 0);

    static boolean is(Path jar) {
        return jar.getFileName().toString().matches("onnxruntime(_gpu)?-.*\\.jar");
    }

    static boolean isGpu(Path jar) {
        return jar.getFileName().toString().startsWith("onnxruntime_gpu-");
    }

    /** As ONNX Runtime names it: {@code linux-x64}. */
    static String platform(String osArch) {
        return "linux-" + (osArch.equals("aarch64") ? "aarch64" : "x64");
    }

    /** Throws {@link IOException} where the jar has no libraries for the platform. */
    static OnnxJar split(Path jar, String platform, Path folder) throws IOException {
        Path classes = Files.createDirectories(folder).resolve(jar.getFileName().toString());
        var libraries = new ArrayList<Path>();
        try (var in = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(classes);
                var out = new ZipOutputStream(file)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                String name = entry.getName();
                if (!name.startsWith(NATIVE)) {
                    var copy = new ZipEntry(name);
                    copy.setTimeLocal(ALWAYS_THE_SAME);
                    out.putNextEntry(copy);
                    in.getInputStream(entry).transferTo(out);
                } else if (name.startsWith(NATIVE + platform + "/") && name.endsWith(".so")) {
                    Path library = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
                    Files.copy(in.getInputStream(entry), library, StandardCopyOption.REPLACE_EXISTING);
                    libraries.add(library);
                }
            }
        }
        if (libraries.isEmpty()) {
            throw new IOException(jar + " has no libraries for " + platform);
        }
        Collections.sort(libraries);
        return new OnnxJar(classes, List.copyOf(libraries));
    }
}
