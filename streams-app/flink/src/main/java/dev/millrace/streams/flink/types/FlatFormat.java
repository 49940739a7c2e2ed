package dev.millrace.streams.flink.types;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of one immutable type between operators, field after field. Implementations are enums with the one constant
 * {@code INSTANCE}: stateless, and found again by class name when a checkpoint is restored.
 */
public interface FlatFormat<T> extends Serializable {
    void write(T value, DataOutputView out) throws IOException;

    T read(DataInputView in) throws IOException;
}
