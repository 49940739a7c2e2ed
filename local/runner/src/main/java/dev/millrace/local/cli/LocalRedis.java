package dev.millrace.local.cli;

import dev.millrace.local.platform.DataDir;
import dev.millrace.local.platform.RunningPlatform;
import dev.millrace.servicekit.Settings;
import java.io.IOException;
import java.util.Map;

/** The Redis of the platform that runs on a data folder: its port is another at each start. */
final class LocalRedis {
    private LocalRedis() {}

    /** Throws with advice where no platform runs. */
    static String uri(DataDir data) throws IOException {
        if (RunningPlatform.find(data).isEmpty()) {
            throw new IOException("no platform runs on " + data.root()
                    + ": start one with `millrace up`, name its --data-dir, or name a Redis with --redis");
        }
        // Written by the platform at each start, for the process that fills this Redis.
        String[] config = {"--config", data.conf("materializer").toString()};
        return Settings.load(config, Map.of()).text("redis.uri");
    }
}
