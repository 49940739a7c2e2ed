package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.ModelRef;
import dev.millrace.inference.worker.head.Answer;

/**
 * What came of one record.
 *
 * @param runMillis how long its batch was in the model
 * @param attempts runs that this record was in alone, or 1
 */
record Answered<Q>(Incoming<Q> incoming, Answer answer, ModelRef model, double runMillis, int attempts) {}
