/** The head of recommenders: user states in, ranked items out. */
@NullMarked
package dev.millrace.inference.worker.recommender;

import org.jspecify.annotations.NullMarked;
