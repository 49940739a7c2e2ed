package dev.millrace.images;

import org.jspecify.annotations.Nullable;

/**
 * What each image stands on.
 *
 * @param usual of all but the two below
 * @param flink Flink's own image, whose scripts the Flink operator calls; null where none was named
 * @param gpu an image with CUDA 12 and cuDNN 9, which ONNX Runtime's CUDA provider loads; null where none was named
 */
record Bases(Base usual, @Nullable Base flink, @Nullable Base gpu) {
    static Bases scratch() {
        return new Bases(new Base.Scratch(), null, null);
    }

    /** Throws {@link IllegalArgumentException} that names the option where an image cannot do without a base. */
    Base of(ProcessImage image) {
        if (image.isFlink()) {
            return named(
                    flink,
                    "image flink needs Flink's own image as its base: --flink-base flink@sha256:..."
                            + " (the digest of flink:2.2.1-java17)");
        }
        if (image.isGpu()) {
            return named(
                    gpu,
                    "image worker-gpu needs a base with CUDA 12 and cuDNN 9: --gpu-base nvidia/cuda@sha256:..."
                            + " (the digest of a cudnn-runtime tag)");
        }
        return usual;
    }

    private static Base named(@Nullable Base base, String advice) {
        if (base == null) {
            throw new IllegalArgumentException(advice);
        }
        return base;
    }
}
