/** Orders to a demo that runs, from whoever looks at it; by a topic, so that both need to know nothing but the broker. */
@NullMarked
package dev.millrace.local.control;

import org.jspecify.annotations.NullMarked;
