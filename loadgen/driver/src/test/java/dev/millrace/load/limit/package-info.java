@NullMarked
package dev.millrace.load.limit;

import org.jspecify.annotations.NullMarked;
