package dev.millrace.features.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Files that are there wholly or not at all, and stay when the power goes. */
final class DurableFile {
    static final String TEMPORARY = ".tmp";

    private DurableFile() {}

    interface Content {
        void write(Path file) throws SQLException, IOException;
    }

    /** Writes beside the target, forces it to disk, and moves it into its place. */
    static void write(Path target, Content content) throws SQLException, IOException {
        Path folder = java.util.Objects.requireNonNull(target.toAbsolutePath().getParent());
        createFolders(folder);
        Path aside = Files.createTempFile(folder, "." + target.getFileName() + "-", TEMPORARY);
        try {
            content.write(aside);
            force(aside, StandardOpenOption.WRITE);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder, StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        @Nullable Path parent = folder.getParent();
        if (parent != null) {
            createFolders(parent);
        }
        Files.createDirectories(folder);
        if (parent != null) {
            force(parent, StandardOpenOption.READ);
        }
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
