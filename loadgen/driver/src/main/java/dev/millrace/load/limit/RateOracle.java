package dev.millrace.load.limit;

import java.io.IOException;

/** Tells whether a setup sustains a rate, usually by a run of minutes; may err now and then. */
@FunctionalInterface
public interface RateOracle {
    /**
     * Tries a rate.
     *
     * @param rate events per second
     * @param repetition of this rate, from 1
     * @throws IOException if the run could not be made, which ends the search: it says nothing about the rate
     */
    Outcome attempt(double rate, int repetition) throws IOException, InterruptedException;
}
