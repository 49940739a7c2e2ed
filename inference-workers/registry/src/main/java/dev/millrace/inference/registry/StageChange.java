package dev.millrace.inference.registry;

import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to announce for a change of stage, given the table as it is. Two people who change the same thing at once announce it
 * twice, which is the same as once.
 */
final class StageChange {
    private StageChange() {}

    /** The version as live; empty where it serves already. */
    static Optional<ModelEntry> promote(ModelTable table, String name, String version, long now)
            throws RegistryException {
        ModelEntry entry = find(table, name, version);
        if (serves(table, entry)) {
            return Optional.empty();
        }
        return Optional.of(entry.withStage(Stage.LIVE, 1, "promoted by hand from " + label(entry.stage()), now));
    }

    /**
     * The live version retired, then the one before it as live. In this order each record alone leaves a version that works on
     * top: once the first is read, the second newest live version rules. It is announced again so that the topic says why.
     */
    static List<ModelEntry> rollback(ModelTable table, String name, long now) throws RegistryException {
        List<ModelEntry> live = table.live(name);
        if (live.isEmpty()) {
            throw new RegistryException("no version of " + name + " is live: there is nothing to roll back");
        }
        ModelEntry bad = live.get(0);
        if (live.size() == 1) {
            throw new RegistryException(bad.key() + " is the only live version of " + name
                    + ": there is none to go back to. Promote or publish another one first");
        }
        ModelEntry before = live.get(1);
        return List.of(
                bad.withStage(Stage.RETIRED, 0, "rolled back by hand to " + before.version(), now),
                before.withStage(Stage.LIVE, 1, "serves again after the roll-back of " + bad.version(), now));
    }

    /** The version retired; where it serves, as {@link #rollback(ModelTable, String, long)}. */
    static List<ModelEntry> rollback(ModelTable table, String name, String version, long now) throws RegistryException {
        ModelEntry entry = find(table, name, version);
        if (entry.stage() == Stage.RETIRED) {
            throw new RegistryException(
                    entry.key() + " is retired already" + (entry.reason() == null ? "" : " (" + entry.reason() + ")"));
        }
        if (serves(table, entry)) {
            return rollback(table, name, now);
        }
        return List.of(entry.withStage(Stage.RETIRED, 0, "rolled back by hand from " + label(entry.stage()), now));
    }

    private static boolean serves(ModelTable table, ModelEntry entry) {
        return table.live(entry.name()).stream()
                .findFirst()
                .filter(entry::equals)
                .isPresent();
    }

    private static ModelEntry find(ModelTable table, String name, String version) throws RegistryException {
        Optional<ModelEntry> found = table.find(name, version);
        if (found.isEmpty()) {
            throw new RegistryException(
                    "there is no " + name + "/" + version + " on the topic models; " + known(table, name));
        }
        return found.get();
    }

    private static String known(ModelTable table, String name) {
        List<ModelEntry> entries = table.entries();
        String versions = entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(ModelEntry::version)
                .collect(Collectors.joining(", "));
        if (!versions.isEmpty()) {
            return name + " has " + versions;
        }
        String names =
                entries.stream().map(ModelEntry::name).distinct().sorted().collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing is published yet" : "there are models " + names;
    }

    private static String label(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
