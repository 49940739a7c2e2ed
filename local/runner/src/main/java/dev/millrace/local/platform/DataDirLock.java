package dev.millrace.local.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

/** Lets one platform run on a data folder; the operating system frees it when the holder dies. */
final class DataDirLock implements AutoCloseable {
    private final FileChannel channel;

    private DataDirLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataDirLock take(DataDir data) throws IOException, PlatformException {
        FileChannel channel =
                FileChannel.open(data.root().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            String who = RunningPlatform.find(data)
                    .map(running -> " (process " + running.pid() + ", Kafka on " + running.bootstrap() + ")")
                    .orElse("");
            throw new PlatformException("a platform is already running on " + data.root() + who
                    + ": stop it with `./millrace stop --data-dir " + data.root() + "`, or use another --data-dir");
        }
        return new DataDirLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close(); // frees the lock
    }
}
