package dev.millrace.inference.worker.tensor;

import dev.millrace.contracts.tensor.Datatype;
import dev.millrace.contracts.tensor.Tensor;
import dev.millrace.inference.api.ElementType;
import dev.millrace.inference.api.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One input or output of a served model.
 *
 * @param row extents behind the batch axis
 * @param rowElements elements of one row
 */
record Port(String name, Datatype datatype, long[] row, int rowElements) {
    int rowBytes() {
        return rowElements * datatype.bytes();
    }

    long[] shape(int rows) {
        long[] shape = new long[row.length + 1];
        shape[0] = rows;
        System.arraycopy(row, 0, shape, 1, row.length);
        return shape;
    }

    /** A view of rows {@code start} to {@code start + rows} of {@code data}, which holds rows of this port. */
    Tensor tensor(ByteBuffer data, int start, int rows) {
        return new Tensor(name, datatype, shape(rows), data.slice(start * rowBytes(), rows * rowBytes()));
    }

    Shape bound(int rows) {
        return new Shape(name, datatype == Datatype.FP32 ? ElementType.FLOAT32 : ElementType.INT64, shape(rows));
    }

    /** {@code image FP32[rows, 28, 28]}, for messages. */
    @Override
    public String toString() {
        return name + " " + datatype
                + Arrays.stream(row).mapToObj(extent -> ", " + extent).collect(Collectors.joining("", "[rows", "]"));
    }
}
