/** Tests of the benchmarks' own parts; no benchmark runs in the build. */
@NullMarked
package dev.millrace.microbench;

import org.jspecify.annotations.NullMarked;
