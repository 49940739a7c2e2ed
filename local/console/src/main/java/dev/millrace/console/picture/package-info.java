/** The pipeline as boxes and arrows with their numbers; pure. */
@NullMarked
package dev.millrace.console.picture;

import org.jspecify.annotations.NullMarked;
