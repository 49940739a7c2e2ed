/** Shadow and canary: what two versions of a model are compared by, and when one replaces the other. Pure. */
@NullMarked
package dev.millrace.inference.rollout;

import org.jspecify.annotations.NullMarked;
