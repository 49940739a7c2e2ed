package dev.millrace.k8s;

/** One look at all objects of a rendering: a pure function, so that the mutation test can ask whether it would see a mistake. */
public interface Check {
    void check(Documents documents, Findings findings);
}
