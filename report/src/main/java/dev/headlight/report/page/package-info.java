/**
 * {@code attention_analysis_report.html}: one file that needs nothing else and asks no network.
 *
 * <p>The frame is a template ({@code src/main/jte/report.jte}); what is in it is drawn in the browser from the
 * results, which are embedded as JSON, by the scripts and styles under {@code resources}. The scripts are ECMAScript
 * modules in two folders: {@code parts} draw what they are handed and know nothing of a page, {@code report} is the
 * page. There is no build chain for them: {@link dev.headlight.report.page.JoinedModules} puts them behind each other.
 * Other pages get the parts, by name, from {@link dev.headlight.report.page.PageParts}.
 *
 * <p>A text of the model or the user reaches the page in two ways only: through the template, which escapes it, or as
 * {@code textContent} from the JSON. Must not know the other formats but JSON.
 */
@NullMarked
package dev.headlight.report.page;

import org.jspecify.annotations.NullMarked;
