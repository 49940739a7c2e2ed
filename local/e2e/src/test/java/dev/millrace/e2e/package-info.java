/** Tests over the whole platform: real processes, real clients. */
@NullMarked
package dev.millrace.e2e;

import org.jspecify.annotations.NullMarked;
