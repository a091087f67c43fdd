package dev.headlight.report.page;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the page that other pages may use as well: modules that draw from what they are handed and know
 * nothing of the page around them, and the styles they rely on. A server hands them out under their names; a module's
 * imports are relative, so any address will do as long as the files keep their places to each other.
 *
 * <p>{@code parts/}: {@code numbers} figures that may be missing; {@code words} figures and tokens as a person reads
 * them; {@code elements} nodes without markup, tables, menus; {@code colour} the maps and the marks of roles;
 * {@code theme} light and dark; {@code scale}, {@code chart} axes, lines, bands, legends; {@code figure} a chart with
 * its table and its files; {@code save} files from the page; {@code headgrid} layers x heads; {@code packed} many
 * numbers in a text; {@code triangle} one head's weights; {@code factored} the same over a long text, made of queries and
 * keys; {@code pyramid}, {@code tiles} those at several levels of detail, as pixels; {@code tokenmatrix} the matrix over
 * tokens; {@code tokentext} the text with what a token reads and who reads it; {@code reads} the same in words; {@code
 * wordunits} tokens put together to words.
 */
public final class PageParts {

    private static final List<String> SCRIPTS =
            List.of(
                    "numbers",
                    "words",
                    "elements",
                    "colour",
                    "theme",
                    "scale",
                    "save",
                    "chart",
                    "figure",
                    "headgrid",
                    "packed",
                    "triangle",
                    "factored",
                    "pyramid",
                    "tiles",
                    "tokenmatrix",
                    "tokentext",
                    "wordunits",
                    "reads");

    private static final List<String> STYLES = List.of("base", "figures", "reading");

    private PageParts() {}

    /** The names of all parts: {@code parts/elements.js}, {@code style/base.css} and so on. */
    public static List<String> names() {
        return Stream.concat(
                        SCRIPTS.stream().map(name -> "parts/" + name + ".js"),
                        STYLES.stream().map(name -> "style/" + name + ".css"))
                .toList();
    }

    /** The text of a part, or null where there is none of that name. */
    public static @Nullable String text(String name) {
        if (!names().contains(name)) {
            return null;
        }
        return PageFiles.read(name.startsWith("parts/") ? "script/" + name : name);
    }
}
