/** The page and its stream of events, by the JDK's own server. */
@NullMarked
package dev.millrace.console.web;

import org.jspecify.annotations.NullMarked;
