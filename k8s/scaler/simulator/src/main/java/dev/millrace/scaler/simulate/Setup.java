package dev.millrace.scaler.simulate;

import dev.millrace.load.report.Numbers;
import dev.millrace.scaler.decide.DelayTarget.Sharing;
import dev.millrace.scaler.simulate.scenario.Kill;
import dev.millrace.scaler.simulate.scenario.Nodes;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.scenario.Workers;
import dev.millrace.scaler.simulate.world.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A scenario in words. */
final class Setup {
    private Setup() {}

    static List<String> of(Scenario scenario, Flow flow) {
        List<String> words = new ArrayList<>();
        double seconds = flow.steps() * flow.stepSeconds();
        words.add(Numbers.of(flow.total(flow.steps())) + " records in " + Numbers.of(seconds) + " s, into "
                + Numbers.of(flow.partitions()) + " partitions ("
                + scenario.partitions().spread().name().toLowerCase(Locale.ROOT) + ")");
        Workers workers = scenario.workers();
        words.add("a worker answers " + Numbers.of(workers.recordsPerSecond()) + " records/s, "
                + Numbers.of(workers.startupSeconds()) + " s after its start"
                + (workers.startingAtOnce() < Workers.MOST
                        ? ", " + workers.startingAtOnce() + " starting at a time"
                        : "")
                + (workers.sharing() == Sharing.ANY_WORKER ? "; share group" : "")
                + (workers.rebalanceSeconds() > 0
                        ? "; all stop " + Numbers.of(workers.rebalanceSeconds()) + " s at a rebalance"
                        : ""));
        Nodes nodes = scenario.nodes();
        if (nodes != null) {
            words.add("nodes " + nodes.kind() + " with room for " + nodes.workersPerNode() + ", there after "
                    + Numbers.of(nodes.startupSeconds()) + " s, " + nodes.warm() + " kept warm, given back after "
                    + Numbers.of(nodes.keepSeconds()) + " s without use");
        }
        for (Kill kill : scenario.kills()) {
            words.add("at " + Numbers.of(kill.atSeconds()) + " s " + kill.workers() + " die; noticed after "
                    + Numbers.of(kill.detectionSeconds()) + " s");
        }
        words.add("step " + Numbers.of(flow.stepSeconds()) + " s, seed " + scenario.seed());
        return words;
    }
}
