/** How old the oldest record is that a group has not worked off. */
@NullMarked
package dev.millrace.observer.age;

import org.jspecify.annotations.NullMarked;
