/** The demo: drives a running platform with generated or recorded traffic, measures it from outside and judges its results. */
@NullMarked
package dev.millrace.local.demo;

import org.jspecify.annotations.NullMarked;
