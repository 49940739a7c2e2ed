@NullMarked
package dev.millrace.load.bare;

import org.jspecify.annotations.NullMarked;
