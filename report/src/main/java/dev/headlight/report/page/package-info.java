/**
 * {@code attention_analysis_report.html}: one file that needs nothing else and asks no network.
 *
 * <p>The frame is a template ({@code src/main/jte/report.jte}); what is in it is drawn in the browser from
 * the results, which are embedded as JSON, by the scripts and styles under {@code resources}. There is no
 * build chain for them: they are joined in the order of {@link dev.headlight.report.page.PageParts}. A text
 * of the model or the user reaches the page in two ways only: through the template, which escapes it, or as
 * {@code textContent} from the JSON. Must not know the other formats but JSON.
 */
@NullMarked
package dev.headlight.report.page;

import org.jspecify.annotations.NullMarked;
