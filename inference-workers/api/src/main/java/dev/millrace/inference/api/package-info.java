/** What a model runtime is to the worker: sessions over named tensors in direct buffers. */
@NullMarked
package dev.millrace.inference.api;

import org.jspecify.annotations.NullMarked;
