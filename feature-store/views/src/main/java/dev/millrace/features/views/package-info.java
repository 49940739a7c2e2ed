/** Entities, feature views and feature services, declared once. */
@NullMarked
package dev.millrace.features.views;

import org.jspecify.annotations.NullMarked;
