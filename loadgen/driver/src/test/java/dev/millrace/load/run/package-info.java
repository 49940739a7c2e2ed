@NullMarked
package dev.millrace.load.run;

import org.jspecify.annotations.NullMarked;
