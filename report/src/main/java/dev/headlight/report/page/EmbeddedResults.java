package dev.headlight.report.page;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.report.json.ResultsJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The results as the page carries them: as JSON where that is short, so that anybody can read it in the file; else
 * zipped and in base64, which a browser unpacks in a few hundredths of a second.
 *
 * @param type media type of the block
 * @param text nothing in it ends or opens anything in HTML
 */
public record EmbeddedResults(String type, String text) {

    /** Characters of JSON up to which it stays as it is. */
    static final int PLAIN = 1_000_000;

    static EmbeddedResults of(AnalysisResults results) {
        String json = ResultsJson.text(results);
        return json.length() <= PLAIN
                ? new EmbeddedResults("application/json", json.replace("<", "\\u003c"))
                : new EmbeddedResults("application/gzip", zipped(json));
    }

    private static String zipped(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out =
                new GZIPOutputStream(packed, 1 << 16) {
                    {
                        def.setLevel(Deflater.BEST_COMPRESSION);
                    }
                }) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to be written
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }
}
