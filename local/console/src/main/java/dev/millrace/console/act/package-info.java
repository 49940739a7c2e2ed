/** What a person can do from the page. */
@NullMarked
package dev.millrace.console.act;

import org.jspecify.annotations.NullMarked;
