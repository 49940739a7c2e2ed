package dev.millrace.streams.flink.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** What a checkpoint says about a {@link FlatSerializer}: the class of its format. Another class is not compatible. */
public final class FlatSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    private @Nullable FlatFormat<T> format;

    /** For Flink, which reads the rest by {@link #readSnapshot}. */
    public FlatSnapshot() {}

    FlatSnapshot(FlatFormat<T> format) {
        this.format = format;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(format().getClass().getName());
    }

    @Override
    @SuppressWarnings("unchecked") // the name was written by writeSnapshot of the same type
    public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
        String name = in.readUTF();
        try {
            Object[] constants = Class.forName(name, false, classLoader).getEnumConstants();
            if (constants == null || constants.length != 1) {
                throw new IOException("not a flat format: " + name);
            }
            format = (FlatFormat<T>) constants[0];
        } catch (ClassNotFoundException e) {
            throw new IOException("the checkpoint was written with a format that is gone: " + name, e);
        }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new FlatSerializer<>(format());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> older) {
        return older instanceof FlatSnapshot<T> that && format().equals(that.format())
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    private FlatFormat<T> format() {
        FlatFormat<T> known = format;
        if (known == null) {
            throw new IllegalStateException("the snapshot has not been read");
        }
        return known;
    }
}
