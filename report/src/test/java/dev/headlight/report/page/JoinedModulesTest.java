package dev.headlight.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JoinedModulesTest {

    private static String join(Map<String, String> files) {
        return JoinedModules.from("a.js", name -> Objects.requireNonNull(files.get(name), name));
    }

    @Test
    void aModuleStandsBehindThoseItImportsAndEachStandsOnce() {
        String joined =
                join(
                        Map.of(
                                "a.js",
                                """
                                // A.
                                import { b } from "./x/b.js";
                                import { c as d } from "./c.js";
                                b(d);
                                """,
                                "x/b.js",
                                """
                                import { c } from "../c.js";
                                export function b() { return c; }
                                """,
                                "c.js",
                                "const own = 1;\nexport const c = own;\n"));
        assertThat(joined)
                .isEqualTo(
                        """
                        // c.js
                        const m1 = await (async () => {
                        const own = 1;
                        const c = own;
                        return { c };
                        })();
                        // x/b.js
                        const m2 = await (async () => {
                        const { c } = m1;
                        function b() { return c; }
                        return { b };
                        })();
                        // a.js
                        const m3 = await (async () => {
                        const { b } = m2;
                        const { c : d } = m1;
                        // A.
                        b(d);
                        return {  };
                        })();
                        """);
    }

    @Test
    void whatItCannotJoinItRefuses() {
        assertThatThrownBy(
                        () ->
                                join(
                                        Map.of(
                                                "a.js",
                                                "import { b } from \"./b.js\";\n",
                                                "b.js",
                                                "import { a } from \"./a.js\";\n")))
                .hasMessage("the module a.js imports itself");
        for (String line :
                List.of(
                        "export default 1;",
                        "export let x = 1;",
                        "import x from \"./b.js\";",
                        "export { x };")) {
            assertThatThrownBy(() -> join(Map.of("a.js", line + "\n", "b.js", "")))
                    .hasMessage("the module a.js cannot be joined: " + line);
        }
    }

    @Test
    void everyModuleOfTheFolderIsUsedAndEveryPartIsOffered()
            throws IOException, URISyntaxException {
        String script = PageFiles.script();
        for (String folder : List.of("parts", "report")) {
            Path there =
                    Path.of(
                            Objects.requireNonNull(PageFiles.class.getResource("script/" + folder))
                                    .toURI());
            try (Stream<Path> files = Files.list(there)) {
                for (String name : files.map(f -> folder + "/" + f.getFileName()).toList()) {
                    if (folder.equals("parts")) {
                        assertThat(PageParts.text(name)).as(name).isNotNull();
                    } else {
                        assertThat(script).contains("// " + name + "\n");
                    }
                }
            }
        }
        assertThat(PageParts.names())
                .allSatisfy(name -> assertThat(PageParts.text(name)).isNotEmpty());
        assertThat(PageParts.text("report/main.js")).isNull();
        assertThat(PageParts.text("../ReportPage.class")).isNull();
    }

    /** A part knows parts only: it must work on any page. */
    @Test
    void partsImportPartsOnly() {
        for (String name : PageParts.names()) {
            assertThat(Objects.requireNonNull(PageParts.text(name)))
                    .doesNotContain("../report/")
                    .doesNotContainPattern("getElementById\\(\"");
        }
    }
}
