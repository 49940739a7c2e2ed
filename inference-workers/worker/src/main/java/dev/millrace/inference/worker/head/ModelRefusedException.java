package dev.millrace.inference.worker.head;

/** A model that loads but does not keep the contract of its head. */
public final class ModelRefusedException extends Exception {
    public ModelRefusedException(String reason) {
        super(reason);
    }
}
