/** Models on remote servers by the Open Inference Protocol v2, behind the inference api. */
@NullMarked
package dev.millrace.inference.oip;

import org.jspecify.annotations.NullMarked;
