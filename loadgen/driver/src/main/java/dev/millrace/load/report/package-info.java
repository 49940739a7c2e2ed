/** What a run found, for readers: a page that needs nothing but a browser, tables for terminals and documents. */
@NullMarked
package dev.millrace.load.report;

import org.jspecify.annotations.NullMarked;
