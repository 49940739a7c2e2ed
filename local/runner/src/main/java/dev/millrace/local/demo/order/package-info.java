/** What a running demo does on demand, besides its plan: a sale, a broken sensor. */
@NullMarked
package dev.millrace.local.demo.order;

import org.jspecify.annotations.NullMarked;
