/**
 * The history of every feature view: Parquet files under one folder, for training sets and for any reader of Parquet.
 *
 * <pre>
 * &lt;history&gt;/&lt;view&gt;/day=2024-01-31/p00003-00000000000000000100-00000000000000000199-18d5c1a2b3c.parquet   as written
 * &lt;history&gt;/&lt;view&gt;/day=2024-01-31/compacted-1234567890.parquet                                        after compaction
 * </pre>
 *
 * <p>An event is a view, an entity and an event time. The files may hold an event more than once; whoever reads takes the row with
 * the least created_timestamp, source_partition, source_offset, and so do compaction and the join.
 */
@NullMarked
package dev.millrace.features.history;

import org.jspecify.annotations.NullMarked;
