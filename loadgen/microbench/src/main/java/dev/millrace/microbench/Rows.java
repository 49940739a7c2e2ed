package dev.millrace.microbench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts rows, so that runs of several rows report rows per second. */
@AuxCounters
@State(Scope.Thread)
public class Rows {
    public long rows;
}
