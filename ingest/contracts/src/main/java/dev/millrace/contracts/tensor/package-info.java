/** Requests and answers of models that are served as they are: Open Inference Protocol v2, as protobuf or as REST JSON. */
@NullMarked
package dev.millrace.contracts.tensor;

import org.jspecify.annotations.NullMarked;
