package dev.millrace.streams.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;

/**
 * RocksDB's native library, unpacked to a fixed place. By default every start unpacks 15 MB under a new name, and a process that
 * is killed leaves it behind.
 */
final class RocksLibrary {
    private RocksLibrary() {}

    /** Loads the library by way of {@code folder}; must come before the first use of RocksDB in this JVM. */
    static void load(Path folder) throws IOException {
        Files.createDirectories(folder);
        NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
    }
}
