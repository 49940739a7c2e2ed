@NullMarked
package dev.millrace.load.scenario;

import org.jspecify.annotations.NullMarked;
