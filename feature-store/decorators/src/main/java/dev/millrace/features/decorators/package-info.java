/** Decorators of a feature store, and the one place that stacks them: {@link dev.millrace.features.decorators.OnlineFeatures}. */
@NullMarked
package dev.millrace.features.decorators;

import org.jspecify.annotations.NullMarked;
