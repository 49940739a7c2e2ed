package dev.millrace.features.views;

import com.google.protobuf.CodedOutputStream;
import feast.proto.core.RegistryProto.Registry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;

/** Feast's {@code registry.db}: one serialized {@code feast.core.Registry}. */
public final class FeastRegistryFile {
    /** Beside {@code feature_store.yaml}. */
    public static final String HISTORY = "history";

    private FeastRegistryFile() {}

    /** As {@link #write(Path, FeatureViews, String, Clock)}, with the history in {@value #HISTORY}. */
    public static void write(Path file, FeatureViews views, Clock clock) throws IOException {
        write(file, views, HISTORY, clock);
    }

    /**
     * Replaces the file as a whole, or not at all: a server that reads meanwhile finds the old or the new one. There is no lock: of two
     * writers the later wins, {@code feast apply} included, which also rewrites the file.
     *
     * @param history as in {@link FeastRegistry#of}
     */
    public static void write(Path file, FeatureViews views, String history, Clock clock) throws IOException {
        byte[] bytes = serialize(FeastRegistry.of(views, history, clock.instant()));
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is not a file");
        }
        Files.createDirectories(folder);
        // Readable for whom the umask lets read: a server often runs as another user.
        Path temporary = Files.createTempFile(
                folder,
                ".registry",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-r--")));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static byte[] serialize(Registry registry) throws IOException {
        byte[] bytes = new byte[registry.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        registry.writeTo(out);
        out.checkNoSpaceLeft();
        return bytes;
    }
}
