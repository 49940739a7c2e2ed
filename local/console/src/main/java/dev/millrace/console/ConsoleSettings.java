package dev.millrace.console;

import dev.millrace.servicekit.SettingException;
import dev.millrace.servicekit.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Settings of the console.
 *
 * @param host {@code console.host} (127.0.0.1): address that the page is served on
 * @param port {@code console.port} (8088)
 * @param hosts {@code console.allowed-hosts} (none): names, separated by commas, by which browsers may call it besides those of loopback
 * @param browsersMax {@code console.browsers-max} (20): pages that are open at the same time
 * @param slo {@code console.slo} (2s): lag or latency above it is shown as late, above half of it as tight
 */
record ConsoleSettings(String host, int port, List<String> hosts, int browsersMax, Duration slo) {
    static final int PORT = 8088;

    ConsoleSettings {
        hosts = List.copyOf(hosts);
        if (slo.isNegative() || slo.isZero()) {
            throw new SettingException("console.slo", "'" + slo + "' is not positive");
        }
        for (String name : hosts) {
            if (!name.matches("[A-Za-z0-9.:\\[\\]-]+")) {
                throw new SettingException("console.allowed-hosts", "'" + name + "' is not the name of a host");
            }
        }
    }

    static ConsoleSettings from(Settings settings) {
        String hosts = settings.text("console.allowed-hosts", "");
        return new ConsoleSettings(
                settings.text("console.host", "127.0.0.1"),
                settings.integer("console.port", PORT, 0, 65535),
                Arrays.stream(hosts.split(",", -1))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                settings.integer("console.browsers-max", 20, 1, 1000),
                settings.duration("console.slo", Duration.ofSeconds(2)));
    }
}
