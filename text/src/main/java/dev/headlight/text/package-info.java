/**
 * Where text comes from: documents read from files and folders, their splits, and the small grammar
 * of stories that the demo tells.
 *
 * <p>Owns the exceptions that carry one clear sentence to the user ({@link
 * dev.headlight.text.UserException}), since this is the first room through which input comes. Must
 * not know tokens, models or arithmetic.
 */
@NullMarked
package dev.headlight.text;

import org.jspecify.annotations.NullMarked;
