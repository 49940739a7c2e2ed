package dev.millrace.local.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One child process.
 *
 * @param name unique in the platform; names its log and its run files
 * @param command executable and arguments
 * @param environment added to ours
 * @param log where standard output and error go, appended
 * @param probe says when it is ready
 */
public record ProcessSpec(
        String name, List<String> command, Map<String, String> environment, Path log, ReadinessProbe probe) {
    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
