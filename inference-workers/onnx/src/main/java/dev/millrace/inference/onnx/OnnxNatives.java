package dev.millrace.inference.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks ONNX Runtime's native libraries once into a folder that stays. Left alone, ONNX Runtime unpacks them (24 MB for the
 * CPU, 600 MB for CUDA) to the temp folder at every start and leaves them there when the process is killed.
 */
final class OnnxNatives {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxNatives.class);
    private static final String PATH_PROPERTY = "onnxruntime.native.path";
    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");
    /** Only in the jar with CUDA; ONNX Runtime looks for them beside its own. */
    private static final List<String> PROVIDERS =
            List.of("onnxruntime_providers_shared", "onnxruntime_providers_cuda", "onnxruntime_providers_tensorrt");

    private OnnxNatives() {}

    /**
     * Unpacks what is not there yet below {@code folder} and tells ONNX Runtime to load it from there. Does nothing where the
     * path is set already or the platform's libraries are not on the class path: ONNX Runtime then helps itself.
     *
     * <p>Must run before ONNX Runtime is touched. Several processes may share the folder.
     */
    static void unpack(Path folder) throws IOException {
        String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        if (System.getProperty(PATH_PROPERTY) != null || platform == null) {
            return;
        }
        Path home = unpack(folder.toAbsolutePath(), platform, OnnxNatives.class::getResource);
        if (home == null) {
            LOG.warn("no native libraries for {} on the class path, ONNX Runtime looks for them itself", platform);
            return;
        }
        System.setProperty(PATH_PROPERTY, home.toString());
    }

    /** Where the class path holds a file, null where it does not. */
    interface Resources {
        @Nullable
        URL find(String path);
    }

    /** As {@link #unpack(Path)}, but tells nobody; returns the folder of the libraries, null where one is missing. */
    static @Nullable Path unpack(Path folder, String platform, Resources resources) throws IOException {
        Path home = null;
        for (String library : LIBRARIES) {
            URL resource = resources.find(resourceOf(platform, library));
            if (resource == null) {
                return null;
            }
            home = folder.resolve(versionOf(resource) + "-" + platform);
            copy(resource, home.resolve(System.mapLibraryName(library)));
        }
        for (String library : PROVIDERS) {
            URL resource = resources.find(resourceOf(platform, library));
            if (resource != null && home != null) {
                copy(resource, home.resolve(System.mapLibraryName(library)));
            }
        }
        return home;
    }

    private static String resourceOf(String platform, String library) {
        return "/ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(library);
    }

    private static void copy(URL resource, Path target) throws IOException {
        var connection = resource.openConnection();
        try (InputStream in = connection.getInputStream()) {
            if (Files.exists(target) && Files.size(target) == connection.getContentLengthLong()) {
                return;
            }
            Path home = Files.createDirectories(target.toAbsolutePath().getParent());
            Path aside = Files.createTempFile(home, "unpack", ".tmp");
            Files.copy(in, aside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The jar's own name, such as {@code onnxruntime-1.28.0}: libraries of another version get another folder. */
    private static String versionOf(URL resource) {
        String text = resource.toString();
        int end = text.indexOf(".jar!");
        return end < 0 ? "onnxruntime" : text.substring(text.lastIndexOf('/', end) + 1, end);
    }

    /** The folder name that ONNX Runtime uses inside its jar, null for a platform that it does not ship. */
    static @Nullable String platform(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.matches("amd64|x86_64") ? "x64" : osArch.matches("aarch64|arm64") ? "aarch64" : null;
        String os =
                name.contains("linux") ? "linux" : name.contains("mac") ? "osx" : name.contains("win") ? "win" : null;
        return os == null || arch == null ? null : os + "-" + arch;
    }
}
