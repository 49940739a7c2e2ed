package dev.millrace.scaler.simulate.scenario;

import dev.millrace.load.arrival.Checks;
import dev.millrace.load.scenario.Prices;
import dev.millrace.servicekit.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Prices and power, all estimates.
 *
 * @param currency in which all prices are
 * @param worker of processor time and memory, and what a worker reserves, where it does not live on a node of {@code nodes}
 * @param nodes by kind: those that workers with a GPU need
 */
public record PriceList(String currency, Prices worker, Map<String, Node> nodes) {
    /**
     * A machine.
     *
     * @param hour price of an hour, used or not
     * @param activeWatts when all its workers work
     * @param idleWatts when none does, and while it starts
     */
    public record Node(double hour, double activeWatts, double idleWatts) {
        public Node {
            Checks.within("hour", hour, 0, 1e6);
            Checks.within("idle-watts", idleWatts, 0, 1e6);
            Checks.within("active-watts", activeWatts, idleWatts, 1e6);
        }
    }

    public PriceList(@Nullable String currency, @Nullable Prices worker, @Nullable Map<String, Node> nodes) {
        this.currency = currency == null ? "USD" : currency;
        this.worker = worker == null ? Prices.usual() : worker;
        this.nodes = nodes == null ? Map.of() : Map.copyOf(nodes);
    }

    /** Throws {@link IOException} that names file, key and what is wrong. */
    public static PriceList read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no price list " + file);
        }
        return read(Files.readString(file), file.toString());
    }

    /** {@code origin} names the text in errors. */
    public static PriceList read(String text, String origin) throws IOException {
        return StrictYaml.read(text, origin, PriceList.class);
    }

    /** Throws {@link SettingException} that names those that there are. */
    public Node node(String kind) {
        Node node = nodes.get(kind);
        if (node == null) {
            throw new SettingException(
                    "nodes.kind", "'" + kind + "' has no price; the list has " + new TreeSet<>(nodes.keySet()));
        }
        return node;
    }
}
