/**
 * The results as they are printed: tables for a person, one JSON document for a program.
 *
 * <p>Reads the results tree; must not know commands, models or the analysis behind it.
 */
@NullMarked
package dev.headlight.app.summary;

import org.jspecify.annotations.NullMarked;
