package dev.millrace.features.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lets one process compact a history; the operating system frees it when the holder dies. */
final class CompactionLock implements AutoCloseable {
    private final FileChannel channel;

    private CompactionLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Null where another has it. */
    static @Nullable CompactionLock take(Path history) throws IOException {
        Files.createDirectories(history);
        FileChannel channel = FileChannel.open(
                history.resolve(".compaction.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            return null;
        }
        return new CompactionLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close(); // frees the lock
    }
}
