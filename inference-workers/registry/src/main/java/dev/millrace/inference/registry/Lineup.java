package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who serves one model, by stage.
 *
 * @param live entries with stage live, newest first: the first one rules, the others are what it replaced and may serve where it
 *     is refused; empty where none is live
 * @param canary the newest canary, which takes its share of the keys; an older one takes none
 * @param shadow the newest shadow; an older one does not run
 */
public record Lineup(List<ModelEntry> live, @Nullable ModelEntry canary, @Nullable ModelEntry shadow) {
    private static final Lineup NONE = new Lineup(List.of(), null, null);

    public Lineup {
        live = List.copyOf(live);
    }

    /** Nothing published. */
    public static Lineup none() {
        return NONE;
    }
}
