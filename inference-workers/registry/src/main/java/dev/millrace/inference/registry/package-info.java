/** The {@code models} topic and the store of model files: publish, list, watch, fetch verified. */
@NullMarked
package dev.millrace.inference.registry;

import org.jspecify.annotations.NullMarked;
