/** How good the alerts and recommendations were, against the truth that the demo knows. */
@NullMarked
package dev.millrace.local.demo.judge;

import org.jspecify.annotations.NullMarked;
