/** How well a recommender foresees the next item, beside popularity. */
@NullMarked
package dev.millrace.inference.training.evaluation;

import org.jspecify.annotations.NullMarked;
