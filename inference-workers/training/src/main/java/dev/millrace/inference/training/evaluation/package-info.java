/** How good a model is: a recommender by the next item, beside popularity; a detector by planted faults. */
@NullMarked
package dev.millrace.inference.training.evaluation;

import org.jspecify.annotations.NullMarked;
