package dev.millrace.servicekit;

import dev.millrace.telemetry.Metric;
import dev.millrace.telemetry.catalog.Catalog;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the meters of libraries through that the catalogue names, and no others: libraries bring more than anybody looks at. Our own pass
 * always; one that the catalogue does not know is found by a test.
 */
final class BridgeFilter implements MeterFilter {
    private static final List<String> LIBRARIES = List.of("jvm.", "process.", "system.", "kafka.");

    /** What the registry adds where a name does not have it: the unit, or what a counter ends with. */
    private static final List<String> SUFFIXES = List.of("", "_total", "_seconds", "_bytes", "_threads");

    private final Set<String> names =
            Catalog.all().stream().map(Metric::prometheus).collect(Collectors.toUnmodifiableSet());

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (LIBRARIES.stream().noneMatch(id.getName()::startsWith)) {
            return MeterFilterReply.NEUTRAL;
        }
        String name = id.getConventionName(NamingConvention.snakeCase);
        boolean known = SUFFIXES.stream().anyMatch(suffix -> names.contains(name + suffix));
        return known ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }
}
