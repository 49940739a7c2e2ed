/** The feature store behind a Feast server, read through Feast's published Java client. */
@NullMarked
package dev.millrace.features.feast;

import org.jspecify.annotations.NullMarked;
