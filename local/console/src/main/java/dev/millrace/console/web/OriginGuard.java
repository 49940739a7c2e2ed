package dev.millrace.console.web;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what. The page needs no password on a machine of one's own, so a page of somebody else's, open in the same browser, must
 * not reach it: a name that was bound to this address (DNS rebinding) is seen by {@code Host}, a request from elsewhere by {@code Origin},
 * and a form, which needs no permission, by its content type.
 */
public final class OriginGuard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts = new HashSet<>(LOOPBACK);

    /** Loopback and {@code others}, whatever the port. */
    public OriginGuard(List<String> others) {
        others.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    }

    /** Why a request that only reads is refused; null where it is welcome. */
    public @Nullable String refusesRead(@Nullable String host) {
        String name = host == null ? "" : name(host);
        return hosts.contains(name)
                ? null
                : "host '" + name + "' is not served here: add it to console.allowed-hosts if it is meant to be";
    }

    /** Why a request that changes something is refused; null where it is welcome. */
    public @Nullable String refusesChange(
            @Nullable String host, @Nullable String origin, @Nullable String contentType) {
        String refusal = refusesRead(host);
        if (refusal != null) {
            return refusal;
        }
        if (origin == null || host == null || !host.equalsIgnoreCase(authority(origin))) {
            return "only the console's own page may change something";
        }
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).matches("application/json *(;.*)?")) {
            return "a change is asked for with content type application/json";
        }
        return null;
    }

    private static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        return colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
