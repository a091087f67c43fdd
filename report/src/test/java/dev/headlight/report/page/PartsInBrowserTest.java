package dev.headlight.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.report.json.PatternRows;
import dev.headlight.text.Chromium;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The parts by themselves, without the report: each test is a module that imports them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class PartsInBrowserTest {

    private Chromium browser;

    @BeforeAll
    void start(@TempDir Path scratch) throws IOException, InterruptedException {
        browser = new Chromium(scratch);
        browser.open("data:text/html,<meta charset=utf-8><body></body>", true);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    /** What a module leaves in {@code globalThis.found}. */
    private JsonNode run(String module) throws InterruptedException {
        String script =
                JoinedModules.from(
                        "test.js",
                        name -> name.equals("test.js") ? module : PageFiles.read("script/" + name));
        return browser.promised("(async () => {" + script + "return globalThis.found; })()");
    }

    private static float[][] rows(int n) {
        SplittableRandom random = new SplittableRandom(n);
        float[][] rows = new float[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new float[i + 1];
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                rows[i][j] = (float) Math.exp(3 * random.nextDouble());
                sum += rows[i][j];
            }
            for (int j = 0; j <= i; j++) {
                rows[i][j] /= (float) sum;
            }
        }
        rows[2][1] = Float.NaN;
        return rows;
    }

    @Test
    void aTriangleIsUnpackedAsItWasPacked() throws InterruptedException {
        float[][] rows = rows(70);
        JsonNode found =
                run(
                        "import { Triangle } from \"./parts/triangle.js\";\nconst t = Triangle.unpack(\""
                                + PatternRows.encode(rows)
                                + "\"), less = t.withoutKey0();\n"
                                + "globalThis.found = { n: t.n, rows: Array.from({ length: t.n }, (_, i) =>"
                                + " t.row(i)), column: t.column(5), beyond: t.at(3, 4), sink:"
                                + " t.sinkShare(), less: less.row(9), first: less.row(0), over:"
                                + " t.overUniform().row(9) };\n");
        assertThat(found.get("n").asInt()).isEqualTo(70);
        assertThat(found.get("beyond").isNull()).isTrue();
        double sink = 0;
        for (int i = 0; i < 70; i++) {
            for (int j = 0; j <= i; j++) {
                JsonNode w = found.at("/rows/" + i + "/" + j);
                if (Float.isNaN(rows[i][j])) {
                    assertThat(w.isNull()).isTrue();
                } else {
                    assertThat(w.asDouble()).isCloseTo(rows[i][j], within(1e-5));
                }
            }
            sink += i > 0 ? rows[i][0] / 69.0 : 0;
            assertThat(
                            i < 5
                                    || Math.abs(
                                                    found.at("/column/" + (i - 5)).asDouble()
                                                            - rows[i][5])
                                            < 1e-5)
                    .isTrue();
        }
        assertThat(found.get("sink").asDouble()).isCloseTo(sink, within(1e-5));
        assertThat(found.at("/first/0").isNull()).isTrue();
        for (int j = 1; j <= 9; j++) {
            assertThat(found.at("/less/" + j).asDouble())
                    .isCloseTo(rows[9][j] / (1 - rows[9][0]), within(1e-4));
            assertThat(found.at("/over/" + j).asDouble()).isCloseTo(rows[9][j] * 10, within(1e-4));
        }
    }

    /** Rows that are made of queries and keys, against the definition in float64. */
    @Test
    void aLongTextsRowsAreMadeOfQueriesAndKeys() throws InterruptedException {
        int n = 150;
        int d = 4;
        SplittableRandom random = new SplittableRandom(2);
        short[] query = new short[n * d];
        short[] key = new short[n * d];
        float[] queryScale = new float[n];
        float[] keyScale = new float[n];
        float[] logSumExp = new float[n];
        float[] norms = new float[n];
        double[][] expected = new double[n][];
        for (int i = 0; i < n; i++) {
            queryScale[i] = (float) (2e-4 * (0.5 + random.nextDouble()));
            keyScale[i] = (float) (1e-4 * (0.5 + random.nextDouble()));
            norms[i] = (float) (0.2 + random.nextDouble());
            for (int e = 0; e < d; e++) {
                query[i * d + e] = (short) random.nextInt(-32767, 32768);
                key[i * d + e] = (short) random.nextInt(-32767, 32768);
            }
        }
        for (int i = 0; i < n; i++) {
            double sum = 0;
            expected[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double s = 0;
                for (int e = 0; e < d; e++) {
                    s += (double) query[i * d + e] * key[j * d + e];
                }
                expected[i][j] = Math.exp(s * queryScale[i] * keyScale[j] / 400);
                sum += expected[i][j];
            }
            queryScale[i] /= 400;
            logSumExp[i] = (float) Math.log(sum);
            for (int j = 0; j <= i; j++) {
                expected[i][j] /= sum;
            }
        }
        String factors =
                "{ dHead: %d, queryScale: '%s', query: '%s', keyScale: '%s', key: '%s', logSumExp: '%s' }"
                        .formatted(
                                d,
                                packed(queryScale),
                                packed(query),
                                packed(keyScale),
                                packed(key),
                                packed(logSumExp));
        JsonNode found =
                run(
                        """
                        import { Factored } from "./parts/factored.js";
                        import { floatsOf } from "./parts/packed.js";
                        import { pyramidOf, TILE } from "./parts/pyramid.js";
                        const f = Factored.unpack(%s), norms = floatsOf("%s"), n = f.n, rows = (x) => Array.from({ length: n }, (_, i) => x.row(i));
                        const level = (p, l) => { const size = Math.ceil(n / 2 ** l), out = [];
                          for (let r = 0; r < size; r++) for (let c = 0; c <= r; c++) out.push(p.tile(l, Math.floor(r / TILE), Math.floor(c / TILE))[(r %% TILE) * TILE + c %% TILE]);
                          return out; };
                        const at_once = pyramidOf(f), late = pyramidOf(f, () => true), first = late.tile(2, 0, 0);
                        for (let k = 0; k < 500 && late.tile(2, 0, 0) === null; k++) await new Promise((done) => setTimeout(done, 10));
                        globalThis.found = { rows: rows(f), less: rows(f.withoutKey0()), norm: rows(f.weighted(norms)), both: rows(f.withoutKey0().weighted(norms)),
                          over: rows(f.overUniform()), column: f.column(7), sink: f.sinkShare(), beyond: f.at(3, 4), late: first, levels: [0, 1, 2].map((l) => level(at_once, l)), sliced: level(late, 2) };
                        """
                                .formatted(factors, packed(norms)));
        double sink = 0;
        for (int i = 0; i < n; i++) {
            double less = 0;
            double norm = 0;
            double both = 0;
            for (int j = 0; j <= i; j++) {
                less += j == 0 ? 0 : expected[i][j];
                norm += expected[i][j] * norms[j];
                both += j == 0 ? 0 : expected[i][j] * norms[j];
            }
            sink += i == 0 ? 0 : expected[i][0] / (n - 1);
            for (int j = 0; j <= i; j++) {
                String at = i + "/" + j;
                close(found.at("/rows/" + at), expected[i][j]);
                close(found.at("/norm/" + at), expected[i][j] * norms[j] / norm);
                close(found.at("/over/" + at), expected[i][j] * (i + 1));
                if (j > 0) {
                    close(found.at("/less/" + at), expected[i][j] / less);
                    close(found.at("/both/" + at), expected[i][j] * norms[j] / both);
                } else {
                    assertThat(found.at("/less/" + at).isNull()).isTrue();
                }
            }
        }
        assertThat(found.get("beyond").isNull()).isTrue();
        assertThat(found.get("late").isNull()).as("made later").isTrue();
        close(found.get("sink"), sink);
        close(found.at("/column/3"), expected[10][7]);
        for (int level = 0; level < 3; level++) {
            int span = 1 << level;
            int k = 0;
            for (int r = 0; r < (n + span - 1) / span; r++) {
                for (int c = 0; c <= r; c++, k++) {
                    double most = 0;
                    for (int i = r * span; i < Math.min(n, (r + 1) * span); i++) {
                        for (int j = c * span; j < Math.min(i + 1, (c + 1) * span); j++) {
                            most = Math.max(most, expected[i][j]);
                        }
                    }
                    close(found.at("/levels/" + level + "/" + k), most);
                    if (level == 2) {
                        close(found.at("/sliced/" + k), most);
                    }
                }
            }
        }
    }

    private static void close(JsonNode found, double expected) {
        assertThat(found.asDouble()).isCloseTo(expected, within(2e-6 * (1 + expected)));
    }

    private static String packed(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String packed(short[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Test
    void tokensArePutTogetherToWords() throws InterruptedException {
        float[][] rows = rows(6);
        JsonNode found =
                run(
                        """
                        import { Triangle } from "./parts/triangle.js";
                        import { wordsOf } from "./parts/wordunits.js";
                        const words = (...tokens) => wordsOf(tokens).map(([a, b]) => tokens.slice(a, b).join("")).join("|");
                        const units = [[0, 1], [1, 3], [3, 6]], t = Triangle.unpack("%s").merged(units);
                        globalThis.found = { texts: [words("<s>", "The", " particu", "lar", " fox", ".", "\\n", "A", "B", "2"), words("水", "曜", "日"), words()],
                          rows: [0, 1, 2].map((i) => t.row(i)) };
                        """
                                .formatted(PatternRows.encode(rows)));
        assertThat(found.at("/texts/0").asString()).isEqualTo("<s>|The| particular| fox|.|\n|AB2");
        assertThat(found.at("/texts/1").asString()).isEqualTo("水|曜|日");
        assertThat(found.at("/texts/2").asString()).isEmpty();
        int[][] units = {{0, 1}, {1, 3}, {3, 6}};
        for (int q = 0; q < 3; q++) {
            for (int k = 0; k <= q; k++) {
                double mean = 0;
                for (int i = units[q][0]; i < units[q][1]; i++) {
                    for (int j = units[k][0]; j < Math.min(units[k][1], i + 1); j++) {
                        double w = Float.isNaN(rows[i][j]) ? 0 : rows[i][j];
                        mean += w / (units[q][1] - units[q][0]);
                    }
                }
                assertThat(found.at("/rows/" + q + "/" + k).asDouble())
                        .isCloseTo(mean, within(1e-4));
            }
        }
    }

    /** A stripe one token wide must be seen from afar: a cell holds the greatest of what it covers. */
    @Test
    void everyLevelOfAPyramidHoldsTheGreatestWeights() throws InterruptedException {
        float[][] rows = rows(200);
        JsonNode found =
                run(
                        """
                        import { Triangle } from "./parts/triangle.js";
                        import { pyramidOf, TILE } from "./parts/pyramid.js";
                        const n = 200, p = pyramidOf(Triangle.unpack("%s"));
                        const cells = (level) => { const size = Math.ceil(n / 2 ** level), out = [];
                          for (let r = 0; r < size; r++) for (let c = 0; c <= r; c++) {
                            const v = p.tile(level, Math.floor(r / TILE), Math.floor(c / TILE))[(r %% TILE) * TILE + c %% TILE];
                            out.push(Number.isNaN(v) ? null : v); }
                          return out; };
                        globalThis.found = { levels: p.levels, cells: [0, 1, 2].map(cells) };
                        """
                                .formatted(PatternRows.encode(rows)));
        assertThat(found.get("levels").asInt()).isEqualTo(3);
        for (int level = 0; level < 3; level++) {
            int span = 1 << level;
            int size = (200 + span - 1) / span;
            int k = 0;
            for (int r = 0; r < size; r++) {
                for (int c = 0; c <= r; c++, k++) {
                    double most = Double.NaN;
                    for (int i = r * span; i < Math.min(200, (r + 1) * span); i++) {
                        for (int j = c * span; j < Math.min(i + 1, (c + 1) * span); j++) {
                            most =
                                    Float.isNaN(rows[i][j])
                                            ? most
                                            : Double.isNaN(most)
                                                    ? rows[i][j]
                                                    : Math.max(most, rows[i][j]);
                        }
                    }
                    JsonNode cell = found.at("/cells/" + level + "/" + k);
                    assertThat(cell.isNull()).isEqualTo(Double.isNaN(most));
                    if (!cell.isNull()) {
                        assertThat(cell.asDouble()).isCloseTo(most, within(1e-5));
                    }
                }
            }
        }
    }

    /** 4,096 tokens: the overview once, then every step of a zoom to single cells. */
    @Test
    void aMatrixOfThousandsOfTokensIsUsable() throws InterruptedException {
        JsonNode found =
                run(
                        """
                        import { Triangle } from "./parts/triangle.js";
                        import { pyramidOf } from "./parts/pyramid.js";
                        import { tokenMatrix } from "./parts/tokenmatrix.js";
                        const n = 4096, weights = new Float32Array(n * (n + 1) / 2);
                        for (let i = 0; i < n; i++) { weights[i * (i + 1) / 2] = 0.5; weights[i * (i + 1) / 2 + Math.max(0, i - 1)] = 0.5; }
                        document.documentElement.style.cssText = "--weight-0:#ffffff;--weight-1:#6baed6;--weight-2:#08306b;--reader:#f0a35e;--raised:#f7f8f9;--ink:#000000;--muted:#555555;--line:#dddddd;--model:#0000ff;--comparison:#ff0000";
                        const seen = [], view = tokenMatrix({ onpoint: (q, k) => seen.push([q, k]) });
                        document.body.replaceChildren(view.node);
                        const tokens = Array.from({ length: n }, (_, i) => `t${i}`);
                        const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                        await frame();
                        const begin = performance.now();
                        view.show(pyramidOf(new Triangle(n, weights)), tokens, "sqrt", "a long text");
                        await frame();
                        const overview = performance.now() - begin;
                        const pixel = (x, y) => [...view.canvas.getContext("2d").getImageData(x, y, 1, 1).data.slice(0, 3)];
                        // The diagonal is a token wide: 1/8 of a pixel, and yet it is drawn in the middle of the picture.
                        const side = view.canvas.clientWidth - 93, at = Math.round(side / 2);
                        let dark = 0;
                        for (let d = -2; d <= 2; d++) if (pixel(92 + at + d, 84 + at)[0] < 140) dark++;
                        const key = (k) => view.canvas.dispatchEvent(new KeyboardEvent("keydown", { key: k, bubbles: true, cancelable: true }));
                        const zoomed = [];
                        for (let i = 0; i < 9; i++) { const t = performance.now(); key("+"); await null; pixel(100, 100); zoomed.push(performance.now() - t); }
                        key("ArrowUp"); key("Home");
                        globalThis.found = { overview, dark, slowest: Math.max(...zoomed), seen, label: view.canvas.getAttribute("aria-label") };
                        """);
        assertThat(found.get("overview").asDouble()).as("overview, ms").isLessThan(5000);
        assertThat(found.get("slowest").asDouble()).as("a step of the zoom, ms").isLessThan(1000);
        assertThat(found.get("dark").asInt()).as("the stripe is seen").isPositive();
        assertThat(found.get("label").asString()).isEqualTo("a long text");
        assertThat(found.at("/seen/0/0").asInt()).isEqualTo(4094);
        assertThat(found.at("/seen/1/1").asInt()).isZero();
    }

    /** Layers with fewer heads than others, in an order of their own. */
    @Test
    void aGridOfUnequalRowsIsWalkedByKeys() throws InterruptedException {
        JsonNode found =
                run(
                        """
                        import { headGrid } from "./parts/headgrid.js";
                        const opened = [], grid = headGrid({ name: "g", heads: [3, 1, 2], width: 300, order: [[2, 0, 1], [0], [1, 0]],
                          paint: (l, h) => ({ fill: "rgb(1,2,3)", label: `${l}.${h}` }), onopen: (key) => opened.push(key) });
                        document.body.replaceChildren(grid.node);
                        const key = (k) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: k, bubbles: true, cancelable: true }));
                        const walk = [], now = () => walk.push(document.activeElement.dataset.head);
                        grid.node.querySelector('[tabindex="0"]').focus(); now();
                        for (const k of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowRight", "ArrowDown", "Enter"]) { key(k); now(); }
                        globalThis.found = { walk: walk.join(" "), opened: opened.join(" "), reachable: grid.node.querySelectorAll('[tabindex="0"]').length };
                        """);
        assertThat(found.get("walk").asString()).isEqualTo("0.2 0.0 0.1 0.1 1.0 2.1 2.0 1.0 1.0");
        assertThat(found.get("opened").asString()).isEqualTo("1.0");
        assertThat(found.get("reachable").asInt()).isEqualTo(1);
    }
}
