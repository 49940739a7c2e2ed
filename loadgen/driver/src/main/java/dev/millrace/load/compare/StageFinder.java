package dev.millrace.load.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names the stages that changed. Metrics are comparable between stages if they have the same unit and the same name but for the
 * stage: {@code cpu.decode} and {@code cpu.encode}. Within such a group each changed stage is given its share of all that moved,
 * changed beyond noise or not, so that a change that is spread over many stages is not pinned on one.
 */
final class StageFinder {
    private StageFinder() {}

    /** Changed stages, those that got worse first, then by share. */
    static List<StageChange> find(List<MetricChange> changes) {
        Map<String, List<MetricChange>> groups = new LinkedHashMap<>();
        for (MetricChange change : changes) {
            if (change.stage() != null) {
                groups.computeIfAbsent(what(change) + "\n" + change.unit(), key -> new ArrayList<>())
                        .add(change);
            }
        }
        List<StageChange> found = new ArrayList<>();
        for (List<MetricChange> group : groups.values()) {
            double whole = group.stream().mapToDouble(StageFinder::moved).sum();
            for (MetricChange change : group) {
                String stage = change.stage();
                if (stage != null && change.verdict().isChange() && whole > 0) {
                    found.add(new StageChange(
                            stage,
                            change.name(),
                            what(change),
                            change.unit(),
                            change.a(),
                            change.b(),
                            moved(change) / whole,
                            change.verdict()));
                }
            }
        }
        found.sort(Comparator.comparing((StageChange change) -> change.verdict() != Verdict.WORSE)
                .thenComparing(Comparator.comparingDouble(StageChange::share).reversed()));
        return List.copyOf(found);
    }

    /** By the typical ratio, which of pairs knows nothing of what moved both; the medians do. */
    private static double moved(MetricChange change) {
        boolean sizes = change.a() > 0 && change.b() > 0;
        return Math.abs(sizes ? change.a() * (change.ratio() - 1) : change.b() - change.a());
    }

    /** The name's parts without those that are the stage's; {@code cpu} is an abbreviation and written like one. */
    private static String what(MetricChange change) {
        String stage = String.valueOf(change.stage());
        String rest = change.name().equals(stage)
                ? change.name()
                : Arrays.stream(("." + change.name() + ".")
                                .replace("." + stage + ".", ".")
                                .split("\\.", -1))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "));
        return rest.replaceAll("\\bcpu\\b", "cpu".toUpperCase(Locale.ROOT));
    }
}
