package dev.headlight.report.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ECMAScript modules as one script: a page that is a file on a disk cannot import other files. Each module becomes a
 * function that is called once, behind those it imports, and returns what it exports; like a module it may wait:
 *
 * <pre>{@code
 * const m7 = await (async () => { const { el, svg } = m2; ... return { headGrid }; })();
 * }</pre>
 *
 * <p>That keeps the meaning of modules that import in no circle, at their top, in braces, and export constants,
 * functions and classes where they are declared. Anything else is refused.
 */
final class JoinedModules {

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import \\{([^}]*)\\} from \"([^\"]+)\";\\n?");
    private static final Pattern EXPORT =
            Pattern.compile("(?m)^export ((?:const|class|function\\*?|async function) (\\w+))");
    private static final Pattern OTHER = Pattern.compile("(?m)^\\s*(import|export)\\b.*");

    private final UnaryOperator<String> read;

    /** Variables of the modules done, by name; of one under way the variable is empty. */
    private final Map<String, String> variables = new LinkedHashMap<>();

    private final StringBuilder script = new StringBuilder();

    private JoinedModules(UnaryOperator<String> read) {
        this.read = read;
    }

    /**
     * Joins a module and all that it imports.
     *
     * @param read the text of a module by its name
     * @throws IllegalStateException where a module imports itself, or imports or exports in another way
     */
    static String from(String first, UnaryOperator<String> read) {
        JoinedModules joined = new JoinedModules(read);
        joined.add(first);
        return joined.script.toString();
    }

    private String add(String name) {
        String known = variables.get(name);
        if (known != null) {
            if (known.isEmpty()) {
                throw new IllegalStateException("the module " + name + " imports itself");
            }
            return known;
        }
        variables.put(name, "");
        String text = read.apply(name);
        StringBuilder imports = new StringBuilder();
        for (Matcher m = IMPORT.matcher(text); m.find(); ) {
            String from = add(resolve(name, m.group(2)));
            imports.append("const {")
                    .append(m.group(1).replaceAll("\\bas\\b", ":"))
                    .append("} = ")
                    .append(from)
                    .append(";\n");
        }
        String body = IMPORT.matcher(text).replaceAll("");
        List<String> exports = new ArrayList<>();
        EXPORT.matcher(body).results().forEach(m -> exports.add(m.group(2)));
        body = EXPORT.matcher(body).replaceAll("$1");
        Matcher other = OTHER.matcher(body);
        if (other.find()) {
            throw new IllegalStateException(
                    "the module " + name + " cannot be joined: " + other.group());
        }
        String variable = "m" + (variables.values().stream().filter(v -> !v.isEmpty()).count() + 1);
        variables.put(name, variable);
        script.append("// ")
                .append(name)
                .append("\nconst ")
                .append(variable)
                .append(" = await (async () => {\n");
        script.append(imports).append(body);
        script.append("return { ").append(String.join(", ", exports)).append(" };\n})();\n");
        return variable;
    }

    /** A relative name of a module, seen from another. */
    static String resolve(String from, String relative) {
        return Path.of(from).resolveSibling(relative).normalize().toString().replace('\\', '/');
    }
}
