@NullMarked
package dev.millrace.load.compare;

import org.jspecify.annotations.NullMarked;
