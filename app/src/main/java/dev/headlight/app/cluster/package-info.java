/**
 * What the command line asks of an engine that runs an analysis on many machines. An engine is another room,
 * found at run time where its jar is on the class path; the command line knows this package and no engine.
 */
@NullMarked
package dev.headlight.app.cluster;

import org.jspecify.annotations.NullMarked;
