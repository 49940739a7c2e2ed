/** What a user did lately, as state per user, and the recommendation requests that follow from it. */
@NullMarked
package dev.millrace.streams.core.recommend;

import org.jspecify.annotations.NullMarked;
