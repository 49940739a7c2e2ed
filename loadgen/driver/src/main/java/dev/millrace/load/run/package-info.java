/** Runs scenarios: platform, models, traffic, faults, scaling, measurement, judgement. */
@NullMarked
package dev.millrace.load.run;

import org.jspecify.annotations.NullMarked;
