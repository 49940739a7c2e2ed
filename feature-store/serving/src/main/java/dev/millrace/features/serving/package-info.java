/** The online store behind Feast's gRPC serving API. */
@NullMarked
package dev.millrace.features.serving;

import org.jspecify.annotations.NullMarked;
