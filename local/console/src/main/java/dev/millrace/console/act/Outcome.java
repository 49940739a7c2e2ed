package dev.millrace.console.act;

/** What became of an action, in words for the person who asked for it. */
public record Outcome(boolean ok, String message) {
    static Outcome done(String message) {
        return new Outcome(true, message);
    }

    public static Outcome failed(String message) {
        return new Outcome(false, message);
    }
}
