/** What the demo sends: the seeded generator, recorded files, and the records that are bad on purpose. Pure. */
@NullMarked
package dev.millrace.local.demo.traffic;

import org.jspecify.annotations.NullMarked;
