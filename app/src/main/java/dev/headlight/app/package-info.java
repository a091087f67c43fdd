/**
 * The command line: what a user types, what is printed, exit codes. May know every room; holds no arithmetic
 * and no statistics of its own.
 */
@NullMarked
package dev.headlight.app;

import org.jspecify.annotations.NullMarked;
