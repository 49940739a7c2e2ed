/** Container images of all processes, made from what Maven built: {@link dev.millrace.images.ImagesCommand} is where it starts. */
@NullMarked
package dev.millrace.images;

import org.jspecify.annotations.NullMarked;
