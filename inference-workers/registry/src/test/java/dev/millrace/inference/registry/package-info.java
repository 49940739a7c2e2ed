/** Tests of the registry: real broker, real files. */
@NullMarked
package dev.millrace.inference.registry;

import org.jspecify.annotations.NullMarked;
