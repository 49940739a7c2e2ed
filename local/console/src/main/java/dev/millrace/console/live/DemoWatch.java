package dev.millrace.console.live;

import dev.millrace.local.control.DemoPresence;
import org.jspecify.annotations.Nullable;

/** Whether a demo runs, by what it says of itself. Thread-safe. */
public final class DemoWatch {
    private volatile @Nullable DemoPresence last;

    public void heard(DemoPresence presence) {
        last = presence;
    }

    /** Null where none runs. */
    public @Nullable DemoPresence at(long nowMillis) {
        DemoPresence heard = last;
        return heard != null && heard.fresh(nowMillis) ? heard : null;
    }
}
