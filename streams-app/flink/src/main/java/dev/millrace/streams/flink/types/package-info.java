/** Flat serializers for what travels between operators: no Kryo, no reflection. */
@NullMarked
package dev.millrace.streams.flink.types;

import org.jspecify.annotations.NullMarked;
