/**
 * The lessons as one HTML file that asks no network: {@link dev.headlight.tutorial.page.LessonPage}. Its style is the
 * report's; every text is escaped in {@link dev.headlight.tutorial.page.Html}. Knows the lesson model and the pictures.
 */
@NullMarked
package dev.headlight.tutorial.page;

import org.jspecify.annotations.NullMarked;
