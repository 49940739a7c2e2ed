/** What came back: what is owed, lost, repeated, how long it took, and how far behind the platform is. */
@NullMarked
package dev.millrace.local.demo.measure;

import org.jspecify.annotations.NullMarked;
