package dev.millrace.scaler.decide;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Records per second that come in now: the mean over a window of a minute that is cut short when the rate has changed.
 *
 * <p>One smoothing constant is either late after a step or restless at steady load. The window adapts instead (ADWIN: Bifet and Gavaldà,
 * "Learning from time-changing data with adaptive windowing", 2007): whenever the newer part of it got more records than chance gives a
 * Poisson stream of the older part's rate, the older part is dropped. So a step of ten times is known from one look, and a minute later
 * the estimate is as quiet as a minute's count can be. A fall is believed after ten seconds; how long workers outlive it is not decided
 * here.
 */
final class ArrivalWindow {
    static final double LONGEST_SECONDS = 60;
    private static final double FALL_SECONDS = 10;
    private static final double SPACING_SECONDS = .5;
    /** Standard deviations; with about 100 tests a second, chance cuts less than once in some hours. */
    private static final double SIGNIFICANT = 4.5;

    private record Mark(double seconds, double records) {}

    private final double shortestSeconds;
    /** Oldest first; counts are cumulative. */
    private final Deque<Mark> marks = new ArrayDeque<>();

    /** @param shortestSeconds lumps shorter than this do not count as a rise: what the SLO absorbs */
    ArrivalWindow(double shortestSeconds) {
        this.shortestSeconds = shortestSeconds;
    }

    /** @param records cumulative count at that time; neither falls from call to call */
    void add(double seconds, double records) {
        if (marks.size() >= 2) {
            Mark last = marks.removeLast();
            if (last.seconds - marks.getLast().seconds >= SPACING_SECONDS && seconds > last.seconds) {
                marks.addLast(last);
            }
        }
        marks.addLast(new Mark(seconds, records));
        while (marks.size() > 2 && seconds - second().seconds >= LONGEST_SECONDS) {
            marks.removeFirst();
        }
        cut();
    }

    /** Of less time than the SLO absorbs nobody knows the rate: a handful of records between two looks that met is no rush. */
    double perSecond() {
        return seconds() > 0 ? records() / Math.max(shortestSeconds, seconds()) : 0;
    }

    /** Records that the estimate rests on. */
    double records() {
        return marks.isEmpty() ? 0 : marks.getLast().records - marks.getFirst().records;
    }

    /** Seconds that the estimate rests on. */
    double seconds() {
        return marks.isEmpty() ? 0 : marks.getLast().seconds - marks.getFirst().seconds;
    }

    private Mark second() {
        Iterator<Mark> all = marks.iterator();
        all.next();
        return all.next();
    }

    private void cut() {
        Mark first = marks.getFirst();
        Mark last = marks.getLast();
        double best = SIGNIFICANT;
        Mark start = first;
        for (Mark split : marks) {
            double older = split.seconds - first.seconds;
            double newer = last.seconds - split.seconds;
            if (older > 0 && newer > 0) {
                double deviations = rise(split.records - first.records, older, last.records - split.records, newer);
                if (Math.abs(deviations) > best) {
                    best = Math.abs(deviations);
                    start = newer >= (deviations > 0 ? shortestSeconds : FALL_SECONDS) ? split : first;
                }
            }
        }
        while (marks.getFirst().seconds < start.seconds) {
            marks.removeFirst();
        }
    }

    /** Standard deviations between the rates of two Poisson counts (Anscombe's transform, good from a handful of records on). */
    private static double rise(double olderRecords, double older, double newerRecords, double newer) {
        double expected = olderRecords / older * newer;
        return 2 * (Math.sqrt(newerRecords + .375) - Math.sqrt(expected + .375)) / Math.sqrt(1 + newer / older);
    }
}
