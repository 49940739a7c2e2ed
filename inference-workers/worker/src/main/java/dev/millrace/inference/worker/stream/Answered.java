package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.worker.head.Answer;

/**
 * What came of one record.
 *
 * @param lap of the run that answered it
 * @param attempts runs that this record was in alone, or 1
 */
record Answered<Q>(Incoming<Q> incoming, Answer answer, ModelRef model, Lap lap, int attempts) {}
