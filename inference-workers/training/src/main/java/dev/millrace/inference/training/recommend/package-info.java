/** From interactions to the recommender, its ONNX file and its evaluation. */
@NullMarked
package dev.millrace.inference.training.recommend;

import org.jspecify.annotations.NullMarked;
