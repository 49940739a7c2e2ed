package dev.millrace.telemetry.catalog;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.Metric.Kind;

/** GPUs, by the DCGM exporter, which runs beside the workers where there is a GPU. */
public final class GpuMetrics {
    public static final Metric UTILISATION =
            Metric.outside("DCGM_FI_DEV_GPU_UTIL", Kind.GAUGE, "", "Percent of the time in which a kernel ran", "gpu");
    public static final Metric MEMORY_USED =
            Metric.outside("DCGM_FI_DEV_FB_USED", Kind.GAUGE, "", "MiB of device memory in use", "gpu");
    public static final Metric MEMORY_FREE =
            Metric.outside("DCGM_FI_DEV_FB_FREE", Kind.GAUGE, "", "MiB of device memory that are free", "gpu");
    public static final Metric POWER = Metric.outside("DCGM_FI_DEV_POWER_USAGE", Kind.GAUGE, "", "Watts", "gpu");

    private GpuMetrics() {}
}
