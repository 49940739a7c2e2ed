/** The feature store on Redis, byte for byte as Feast lays it out. */
@NullMarked
package dev.millrace.features.redis;

import org.jspecify.annotations.NullMarked;
