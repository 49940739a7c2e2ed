@NullMarked
package dev.millrace.load.witness;

import org.jspecify.annotations.NullMarked;
