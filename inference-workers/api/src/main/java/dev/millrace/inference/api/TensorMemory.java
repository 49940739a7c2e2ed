package dev.millrace.inference.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct memory behind the tensors of one session: one block per tensor name, as large as the largest shape so far, of which
 * every smaller shape is a view. A block that is too small is replaced by one at least twice as large, so that all blocks ever
 * made for a name are less than twice its largest.
 */
public final class TensorMemory {
    private final Map<String, ByteBuffer> blocks = new HashMap<>();

    /**
     * The first {@code bytes} of the block of that name, in native order, position 0. Valid as long as it is reachable; shares
     * its memory with what was returned for the same name before, until the block had to grow.
     */
    public ByteBuffer bytes(String name, int bytes) {
        ByteBuffer block = blocks.get(name);
        if (block == null || block.capacity() < bytes) {
            long room = block == null ? bytes : Math.max(bytes, 2L * block.capacity());
            block = ByteBuffer.allocateDirect((int) Math.min(room, Integer.MAX_VALUE - 8));
            blocks.put(name, block);
        }
        return block.slice(0, bytes).order(ByteOrder.nativeOrder());
    }
}
