package dev.millrace.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where images go. */
sealed interface Destination {
    /** Files that {@code podman load}, {@code docker load} and {@code kind load image-archive} read. */
    record Tars(Path folder) implements Destination {
        @Override
        public Containerizer of(String name, String version) throws IOException, InvalidImageReferenceException {
            Files.createDirectories(folder);
            return Containerizer.to(
                    TarImage.at(file(name)).named(ImageReference.parse("millrace/" + name + ":" + version)));
        }

        Path file(String name) {
            return folder.resolve(name + ".tar");
        }
    }

    /**
     * A registry, with the log-in that {@code docker login} or {@code podman login} left.
     *
     * @param prefix such as {@code registry.example.com/team}: images are {@code PREFIX/worker:VERSION}
     */
    record Registry(String prefix, boolean insecure) implements Destination {
        @Override
        public Containerizer of(String name, String version) throws InvalidImageReferenceException {
            var image = ImageReference.parse(prefix + "/" + name + ":" + version);
            return Containerizer.to(RegistryImage.named(image)
                            .addCredentialRetriever(credentials(image).dockerConfig())
                            .addCredentialRetriever(credentials(image).wellKnownCredentialHelpers()))
                    .setAllowInsecureRegistries(insecure);
        }
    }

    Containerizer of(String name, String version) throws IOException, InvalidImageReferenceException;

    static CredentialRetrieverFactory credentials(ImageReference image) {
        return CredentialRetrieverFactory.forImage(image, event -> {});
    }
}
