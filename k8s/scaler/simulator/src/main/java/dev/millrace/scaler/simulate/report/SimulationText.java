package dev.millrace.scaler.simulate.report;

import dev.millrace.load.report.Numbers;
import dev.millrace.load.report.TextTable;
import dev.millrace.load.report.TextTable.Column;
import dev.millrace.scaler.simulate.result.Outcome;
import dev.millrace.scaler.simulate.result.SimulationResult;
import dev.millrace.scaler.simulate.world.Measured;

/** A simulation's result as a table for a terminal or a document. */
public final class SimulationText {
    private SimulationText() {}

    /** Name, setup and table. */
    public static String of(SimulationResult result) {
        StringBuilder text = new StringBuilder(result.scenario());
        if (!result.description().isEmpty()) {
            text.append(": ").append(result.description());
        }
        text.append('\n');
        result.setup().forEach(line -> text.append("  ").append(line).append('\n'));
        return text.append(table(result).plain()).toString();
    }

    /** The table alone, for documents. */
    public static String markdown(SimulationResult result) {
        return table(result).markdown();
    }

    private static TextTable table(SimulationResult result) {
        TextTable table = new TextTable(
                Column.text(""),
                Column.number("max delay s"),
                Column.number("p99 s"),
                Column.number("late > " + Numbers.of(result.sloSeconds()) + " s"),
                Column.number("lag·s"),
                Column.number("replica·s"),
                Column.number("changes"),
                Column.number("most"),
                Column.number("0 to 1 s"),
                Column.number("node·h"),
                Column.number(result.currency()),
                Column.number("Wh"),
                Column.number("idle"));
        for (Outcome outcome : result.outcomes()) {
            Measured measured = outcome.measured();
            table.row(
                    outcome.contender(),
                    Numbers.of(measured.maxDelaySeconds()),
                    Numbers.of(measured.p99DelaySeconds()),
                    percent(measured.lateShare()),
                    Numbers.of(measured.lagSeconds()),
                    Numbers.of(measured.replicaSeconds()),
                    Integer.toString(measured.changes()),
                    Integer.toString(measured.peakReplicas()),
                    measured.zeroToOneSeconds() > 0 ? Numbers.of(measured.zeroToOneSeconds()) : "-",
                    measured.nodeSeconds() > 0 ? Numbers.of(measured.nodeSeconds() / 3600) : "-",
                    Numbers.of(outcome.bill().money()),
                    Numbers.of(outcome.bill().wattHours()),
                    percent(outcome.bill().idleShare()));
        }
        return table;
    }

    private static String percent(double share) {
        return Numbers.of(Math.round(share * 1000) / 10.0) + " %";
    }
}
