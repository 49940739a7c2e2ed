package dev.millrace.observer.time;

/** A count that only grows, out of an offset that may go back. Written by one thread, read by any. */
public final class Growth {
    /** What it means that an offset went back. */
    public enum Back {
        /** The topic was made anew, and all that is in it was written since. */
        ANEW,
        /** A group was sent back, and has done nothing yet by that. */
        AGAIN
    }

    private final Back back;
    private long last;
    private volatile long total;

    /** @param offset now: the count begins with it, so that it goes on where it was after a restart of the observer */
    public Growth(long offset, Back back) {
        this.last = offset;
        this.total = offset;
        this.back = back;
    }

    public void to(long offset) {
        long grown = offset - last;
        if (grown < 0) {
            grown = back == Back.ANEW ? offset : 0;
        }
        last = offset;
        add(grown);
    }

    private void add(long grown) {
        long before = total;
        total = before + grown;
    }

    public long total() {
        return total;
    }
}
