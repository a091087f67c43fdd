package dev.headlight.report.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.report.SampleResults;
import dev.headlight.report.json.ResultsJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's own pickle module is the judge: it must load the file alone, and find what JSON holds. */
class ResultsPickleTest {

    private static final String COMPARE =
            """
            import base64, json, math, pickle, struct, sys
            class Plain(pickle.Unpickler):
                def find_class(self, module, name):
                    raise AssertionError('the pickle asks for ' + module + '.' + name)
            tree = Plain(open(sys.argv[1], 'rb')).load()
            want = json.load(open(sys.argv[2], encoding='utf-8'))
            count = [0]
            def rows(text):
                data = base64.b64decode(text)
                levels = struct.unpack('<%dH' % (len(data) // 2), data)
                weights = [math.nan if u == 65535 else struct.unpack('f', struct.pack('f', u / 65534))[0]
                           for u in levels]
                tokens = int((math.sqrt(8 * len(weights) + 1) - 1) / 2)
                return [weights[i * (i + 1) // 2:(i + 1) * (i + 2) // 2] for i in range(tokens)]
            def same(path, a, b):
                count[0] += 1
                if path.endswith(('.rows', '.divergence')) and isinstance(b, str):
                    b = rows(b)
                packed = 'f' if path.endswith(('.valueNorms', '.queryScale', '.keyScale', '.logSumExp')) else 'h'
                if isinstance(b, str) and (packed == 'f' or path.endswith(('.query', '.key'))):
                    data = base64.b64decode(b)
                    b = list(struct.unpack('<%d%s' % (len(data) // struct.calcsize(packed), packed), data))
                if isinstance(b, dict):
                    assert type(a) is dict and list(a) == list(b), (path, list(a), list(b))
                    for key in b:
                        same(path + '.' + key, a[key], b[key])
                elif isinstance(b, list):
                    assert type(a) is list and len(a) == len(b), path
                    for i, (x, y) in enumerate(zip(a, b)):
                        same(path + '[%d]' % i if i == 0 else path, x, y)
                elif isinstance(b, str):
                    # half an emoji has no UTF-8
                    assert a == b.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace'), (a, b)
                elif b is None:
                    assert a is None or type(a) is float and math.isnan(a), (path, a)
                elif isinstance(b, float) and math.isnan(b):
                    assert math.isnan(a), (path, a)
                else:
                    assert a == b, (path, a, b)
            same('', tree, want)
            print(count[0])
            """;

    @TempDir Path folder;

    @Test
    void pythonFindsTheTreeOfTheJson() throws IOException, InterruptedException {
        AnalysisResults results = SampleResults.small();
        Path pickle = folder.resolve("results.pkl");
        Path json = folder.resolve("results.json");
        try (OutputStream a = Files.newOutputStream(pickle);
                OutputStream b = Files.newOutputStream(json)) {
            ResultsPickle.write(results, a);
            ResultsJson.write(results, b);
        }
        Path script = Files.writeString(folder.resolve("compare.py"), COMPARE);
        Process python;
        try {
            python =
                    new ProcessBuilder(
                                    "python3",
                                    "-I",
                                    script.toString(),
                                    pickle.toString(),
                                    json.toString())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            abort("python3 is not installed, so its pickle module cannot judge");
            return;
        }
        String said =
                new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(python.waitFor()).as(said).isZero();
        assertThat(Integer.parseInt(said)).isGreaterThan(20_000);
    }
}
