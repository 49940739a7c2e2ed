/** Tests of the tensor messages. */
@NullMarked
package dev.millrace.contracts.tensor;

import org.jspecify.annotations.NullMarked;
