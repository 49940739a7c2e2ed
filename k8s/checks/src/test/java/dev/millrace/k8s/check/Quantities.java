package dev.millrace.k8s.check;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;

/** Amounts as Kubernetes writes them. */
final class Quantities {
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024);

    private Quantities() {}

    /** Whole mebibytes of an amount such as {@code 1536Mi}; 0 where there is none. */
    static long mebibytes(String quantity) {
        return quantity.isEmpty()
                ? 0
                : Quantity.getAmountInBytes(new Quantity(quantity))
                        .divideToIntegralValue(MEBIBYTE)
                        .longValue();
    }
}
