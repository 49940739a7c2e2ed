@NullMarked
package dev.millrace.load.report;

import org.jspecify.annotations.NullMarked;
