package dev.millrace.streams.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds RocksDB's native memory for the whole process, whatever the number of partitions: all stores share one block cache,
 * and their write buffers are charged to it. The defaults would take up to 50 MB of cache and 48 MB of buffers per partition.
 */
public final class RocksMemory implements RocksDBConfigSetter {
    /** Key of Kafka Streams' configuration: all of it together, in bytes. */
    static final String BYTES = "millrace.rocksdb.bytes";

    private static final long DEFAULT_BYTES = 36L * 1024 * 1024;
    private static final long LEAST_WRITE_BUFFER = 2L * 1024 * 1024;

    /** One per process, made on the first store; closed by nobody because every store of the process uses it. */
    private static final class Shared {
        static {
            RocksDB.loadLibrary();
        }

        private static @Nullable Shared only;

        final Cache cache;
        final WriteBufferManager writeBuffers;
        final long writeBuffer;

        private Shared(long bytes) {
            cache = new LRUCache(bytes * 2 / 3);
            writeBuffers = new WriteBufferManager(bytes / 3, cache);
            writeBuffer = Math.max(LEAST_WRITE_BUFFER, bytes / 18);
        }

        static synchronized Shared of(long bytes) {
            if (only == null) {
                only = new Shared(bytes);
            }
            return only;
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared shared = Shared.of(configs.get(BYTES) instanceof Long bytes ? bytes : DEFAULT_BYTES);
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(shared.cache);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(shared.writeBuffers);
        options.setWriteBufferSize(shared.writeBuffer);
        options.setMaxWriteBufferNumber(2);
        options.setMaxBackgroundJobs(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // the shared objects outlive every single store
    }
}
