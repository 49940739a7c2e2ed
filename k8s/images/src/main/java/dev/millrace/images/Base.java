package dev.millrace.images;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import java.nio.file.Path;

/** What an image stands on. */
sealed interface Base {
    /** Nothing: the image brings its C libraries. */
    record Scratch() implements Base {
        @Override
        public JibContainerBuilder start() {
            return Jib.fromScratch();
        }
    }

    /** An image of a registry, by its digest: a tag may be another image tomorrow. */
    record Registry(ImageReference image) implements Base {
        public Registry {
            if (image.getDigest().isEmpty()) {
                throw new IllegalArgumentException("base " + image
                        + " has no digest: name it as image@sha256:..., so that two builds stand on the same");
            }
        }

        @Override
        public JibContainerBuilder start() {
            return Jib.from(RegistryImage.named(image)
                    .addCredentialRetriever(Destination.credentials(image).dockerConfig()));
        }
    }

    /** An image in a file, as {@code docker save} or {@code podman save} writes it. */
    record Tar(Path file) implements Base {
        @Override
        public JibContainerBuilder start() {
            return Jib.from(TarImage.at(file));
        }
    }

    JibContainerBuilder start();

    /** {@code scratch}, {@code tar:FILE} or {@code IMAGE@sha256:DIGEST}. */
    static Base parse(String text) {
        if (text.equals("scratch")) {
            return new Scratch();
        }
        if (text.startsWith("tar:")) {
            return new Tar(Path.of(text.substring("tar:".length())));
        }
        try {
            return new Registry(ImageReference.parse(text));
        } catch (InvalidImageReferenceException e) {
            throw new IllegalArgumentException(
                    "base '" + text + "' is not scratch, tar:FILE or IMAGE@sha256:DIGEST", e);
        }
    }
}
