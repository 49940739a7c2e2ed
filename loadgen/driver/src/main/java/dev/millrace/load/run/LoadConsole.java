package dev.millrace.load.run;

/** Hears how a run goes, in words for a person. */
@FunctionalInterface
public interface LoadConsole {
    void line(String text);
}
