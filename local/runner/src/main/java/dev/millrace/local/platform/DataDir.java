package dev.millrace.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where everything local is kept, so that a second start continues and one folder can be deleted. */
public record DataDir(Path root) {
    public DataDir {
        root = root.toAbsolutePath().normalize();
    }

    /** Ports and process ids of what runs now. */
    public Path run() {
        return root.resolve("run");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** Settings files of the processes, written anew at each start. */
    public Path conf(String process) {
        return root.resolve("conf").resolve(process + ".properties");
    }

    /** What a process keeps over restarts. */
    public Path state(String process) {
        return root.resolve("state").resolve(process);
    }

    public Path models() {
        return root.resolve("models");
    }

    /** Feature views of the platform's user, kept from the start that named them; may be missing. */
    public Path definitions() {
        return root.resolve("feature-views.yaml");
    }

    /** What features were, in Parquet. */
    public Path history() {
        return root.resolve("history");
    }

    /** Native libraries that every worker loads, unpacked once. */
    public Path natives() {
        return root.resolve("natives");
    }

    /** Class-data archives of our JVMs; can be deleted at any time when nothing runs. */
    public Path archives() {
        return root.resolve("cds");
    }

    public void create() throws IOException {
        for (Path folder : new Path[] {run(), logs(), root.resolve("conf"), root.resolve("state"), models()}) {
            Files.createDirectories(folder);
        }
    }
}
