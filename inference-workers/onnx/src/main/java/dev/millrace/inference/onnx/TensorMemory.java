package dev.millrace.inference.onnx;

import dev.millrace.inference.api.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct memory behind the tensors of one session: one block per tensor name, as large as the largest shape so far, of which
 * every smaller shape is a view. A block that is too small is replaced by one at least twice as large, so that all blocks ever
 * made for a name are less than twice its largest.
 */
final class TensorMemory {
    private final Map<String, ByteBuffer> blocks = new HashMap<>();

    FloatBuffer floats(Shape shape) {
        return block(shape).asFloatBuffer().slice(0, shape.elements());
    }

    LongBuffer longs(Shape shape) {
        return block(shape).asLongBuffer().slice(0, shape.elements());
    }

    private ByteBuffer block(Shape shape) {
        ByteBuffer block = blocks.get(shape.name());
        if (block == null || block.capacity() < shape.bytes()) {
            long bytes = block == null ? shape.bytes() : Math.max(shape.bytes(), 2L * block.capacity());
            block = ByteBuffer.allocateDirect((int) Math.min(bytes, Integer.MAX_VALUE - 8))
                    .order(ByteOrder.nativeOrder());
            blocks.put(shape.name(), block);
        }
        return block;
    }
}
