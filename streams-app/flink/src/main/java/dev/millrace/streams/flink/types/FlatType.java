package dev.millrace.streams.flink.types;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Flink's description of an immutable type that a {@link FlatFormat} writes. */
public final class FlatType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1;

    private final Class<T> type;
    private final FlatFormat<T> format;

    public FlatType(Class<T> type, FlatFormat<T> format) {
        this.type = type;
        this.format = format;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new FlatSerializer<>(format);
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof FlatType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlatType<?> that && type.equals(that.type) && format.equals(that.format);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, format);
    }

    @Override
    public String toString() {
        return "FlatType<" + type.getSimpleName() + ">";
    }
}
