package dev.millrace.streams.flink.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializer of immutable values over a stateless {@link FlatFormat}: one instance serves every thread. */
final class FlatSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;

    private final FlatFormat<T> format;

    FlatSerializer(FlatFormat<T> format) {
        this.format = format;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    /** There is nothing to reuse of an immutable value. */
    @Override
    public @Nullable T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView out) throws IOException {
        format.write(value, out);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        return format.read(in);
    }

    @Override
    public T deserialize(T reuse, DataInputView in) throws IOException {
        return format.read(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        format.write(format.read(in), out);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlatSerializer<?> that && format.equals(that.format);
    }

    @Override
    public int hashCode() {
        return format.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new FlatSnapshot<>(format);
    }
}
