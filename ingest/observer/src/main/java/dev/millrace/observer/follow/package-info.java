/** Topics that are read on and on, and what is kept of them. */
@NullMarked
package dev.millrace.observer.follow;

import org.jspecify.annotations.NullMarked;
