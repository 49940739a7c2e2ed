/** How far groups are in topics, by Admin calls. */
@NullMarked
package dev.millrace.observer.lag;

import org.jspecify.annotations.NullMarked;
