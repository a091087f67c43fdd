package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Role;
import java.awt.Color;
import java.util.Locale;

/** The colours by their meaning, for a light and a dark ground. */
public enum Tone {
    PAPER("#ffffff", "#14161a"),
    RAISED("#f7f8f9", "#1c1f25"),
    LINE("#dfe2e6", "#343a44"),
    MUTED("#59606b", "#a3abb8"),
    INK("#1b1e23", "#e7e9ec"),
    QUERY("#0b62c4", "#7db8ff"),
    KEY("#a85200", "#f5a34d"),
    VALUE("#0a7a4b", "#52d19a"),
    SCORE("#8a3fa0", "#d59bea"),
    WEIGHT("#b3134f", "#ff86ae"),
    OUTPUT("#0f7082", "#5cc8da"),
    LOW("#b04a00", "#f2a25c"),
    HIGH("#005a9e", "#6db3f2");

    private final String light;
    private final String dark;

    Tone(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /** The colour of a role. */
    public static Tone of(Role role) {
        return switch (role) {
            case PLAIN, INPUT -> INK;
            case QUERY -> QUERY;
            case KEY -> KEY;
            case VALUE -> VALUE;
            case SCORE -> SCORE;
            case WEIGHT -> WEIGHT;
            case OUTPUT -> OUTPUT;
        };
    }

    /** Its name in a style sheet. */
    public String css() {
        return name().toLowerCase(Locale.ROOT);
    }

    Color light() {
        return Color.decode(light);
    }

    /** Style rules: the variables of both themes, a class that fills and one that draws a line for each. */
    public static String styles() {
        StringBuilder css = new StringBuilder();
        css.append(":root{").append(variables(false)).append("}\n");
        css.append("@media (prefers-color-scheme: dark){:root:not([data-theme=\"light\"]){")
                .append(variables(true))
                .append("}}\n");
        css.append(":root[data-theme=\"dark\"]{").append(variables(true)).append("}\n");
        for (Tone t : values()) {
            String name = t.css();
            css.append(".f-" + name + "{fill:var(--" + name + ")}");
            css.append(".l-" + name + "{stroke:var(--" + name + ");fill:none}");
            css.append(".t-" + name + "{color:var(--" + name + ")}\n");
        }
        return css.toString();
    }

    private static String variables(boolean inTheDark) {
        StringBuilder css = new StringBuilder();
        for (Tone t : values()) {
            css.append("--" + t.css() + ":" + (inTheDark ? t.dark : t.light) + ";");
        }
        return css.toString();
    }
}
