/** Tests of the api, and the contract test that every backend passes. */
@NullMarked
package dev.millrace.inference.api;

import org.jspecify.annotations.NullMarked;
