/** Which models a worker holds: the loader's thread opens and closes them, the run thread serves them. */
@NullMarked
package dev.millrace.inference.worker.model;

import org.jspecify.annotations.NullMarked;
