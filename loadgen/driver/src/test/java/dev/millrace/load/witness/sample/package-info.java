@NullMarked
package dev.millrace.load.witness.sample;

import org.jspecify.annotations.NullMarked;
