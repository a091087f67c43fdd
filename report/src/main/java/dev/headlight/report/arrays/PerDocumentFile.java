package dev.headlight.report.arrays;

import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.analysis.results.DocumentFigures.Column;
import dev.headlight.analysis.results.DocumentFigures.Table;
import dev.headlight.analysis.results.DocumentFigures.Unit;
import dev.headlight.analysis.results.Sink;
import dev.headlight.text.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code per_document.npz}: a zip of {@code about.json} (units and columns) and the arrays {@code text.npy} and {@code
 * repeats.npy} [unit, column, layer, head] and {@code of_model.npy} [unit, 3], 32-bit floats. The same figures give the
 * same bytes.
 */
public final class PerDocumentFile {

    /** Its name beside {@code results.json}. */
    public static final String NAME = "per_document.npz";

    private static final int SCHEMA = 1;
    private static final String ABOUT = "about.json";
    private static final String TEXT = "text";
    private static final String REPEATS = "repeats";
    private static final String OF_MODEL = "of_model";
    private static final int MOST = 1 << 28; // values of an array, against a damaged file

    private static final JsonMapper JSON = JsonMapper.shared();

    private PerDocumentFile() {}

    /** Writes the file. The stream stays open. */
    public static void write(DocumentFigures figures, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        begin(zip, ABOUT);
        zip.write(JSON.writeValueAsBytes(about(figures)));
        zip.closeEntry();
        table(zip, TEXT, figures.text(), figures);
        table(zip, REPEATS, figures.repeats(), figures);
        begin(zip, OF_MODEL + ".npy");
        zip.write(NpyArray.header(figures.ofModel().length, DocumentFigures.OF_MODEL.size()));
        for (double[] unit : figures.ofModel()) {
            float[] row = new float[unit.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) unit[i];
            }
            NpyArray.write(row, zip);
        }
        zip.closeEntry();
        zip.finish();
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
    }

    private static void table(
            ZipOutputStream zip, String name, Table table, DocumentFigures figures)
            throws IOException {
        begin(zip, name + ".npy");
        zip.write(
                NpyArray.header(
                        table.units().size(),
                        table.columns().size(),
                        figures.layers(),
                        figures.heads()));
        for (float[][] unit : table.values()) {
            for (float[] column : unit) {
                NpyArray.write(column, zip);
            }
        }
        zip.closeEntry();
    }

    private static ObjectNode about(DocumentFigures figures) {
        ObjectNode about = JsonNodeFactory.instance.objectNode();
        about.put("schema", SCHEMA);
        about.put("layers", figures.layers());
        about.put("heads", figures.heads());
        about.put("seed", figures.seed());
        about.put("left_out", figures.leftOut());
        DocumentFigures.OF_MODEL.forEach(about.putArray(OF_MODEL)::add);
        describe(about.putObject(TEXT), figures.text());
        describe(about.putObject(REPEATS), figures.repeats());
        return about;
    }

    private static void describe(ObjectNode into, Table table) {
        ArrayNode units = into.putArray("units");
        for (Unit unit : table.units()) {
            ObjectNode node = units.addObject();
            node.put("id", unit.id());
            node.put("fingerprint", unit.fingerprint());
            node.put("tokens", unit.tokens());
        }
        ArrayNode columns = into.putArray("columns");
        for (Column column : table.columns()) {
            ObjectNode node = columns.addObject();
            node.put("score", column.score());
            node.put("sink", column.sink().text());
        }
    }

    /**
     * Reads the file of a folder back.
     *
     * @throws InputException where it is absent, cut short or damaged
     */
    public static DocumentFigures read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    folder
                            + " holds no "
                            + NAME
                            + ", which a comparison needs and an older version did not write; run its analysis"
                            + " again (the command stands in results.json, under provenance).");
        }
        try (ZipInputStream zip =
                new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            next(zip, ABOUT);
            JsonNode about = JSON.readTree(zip.readAllBytes());
            if (about.path("schema").asInt(0) != SCHEMA) {
                throw new IOException("it is of another version");
            }
            int layers = positive(about, "layers");
            int heads = positive(about, "heads");
            Table text = read(zip, TEXT, about.path(TEXT), layers, heads);
            Table repeats = read(zip, REPEATS, about.path(REPEATS), layers, heads);
            next(zip, OF_MODEL + ".npy");
            int width = DocumentFigures.OF_MODEL.size();
            NpyArray.requireHeader(zip, text.units().size(), width);
            double[][] ofModel = new double[text.units().size()][width];
            for (double[] unit : ofModel) {
                float[] row = NpyArray.read(zip, width);
                for (int i = 0; i < width; i++) {
                    unit[i] = row[i];
                }
            }
            return new DocumentFigures(
                    layers,
                    heads,
                    about.path("seed").asLong(0),
                    text,
                    repeats,
                    ofModel,
                    about.path("left_out").asInt(0));
        } catch (IOException | JacksonException e) {
            throw new InputException(
                    file
                            + " is cut short or damaged ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "); run the analysis again.",
                    e);
        }
    }

    private static void next(InputStream in, String name) throws IOException {
        ZipEntry entry = ((ZipInputStream) in).getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new IOException(name + " is not where it should be");
        }
    }

    private static int positive(JsonNode about, String name) throws IOException {
        int value = about.path(name).asInt(0);
        if (value < 1) {
            throw new IOException(name + " is no number of at least 1");
        }
        return value;
    }

    private static Table read(
            ZipInputStream zip, String name, JsonNode described, int layers, int heads)
            throws IOException {
        List<Unit> units = new ArrayList<>();
        for (JsonNode unit : described.path("units")) {
            units.add(
                    new Unit(
                            unit.path("id").asString(""),
                            unit.path("fingerprint").asString(""),
                            unit.path("tokens").asInt(0)));
        }
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : described.path("columns")) {
            columns.add(
                    new Column(
                            column.path("score").asString(""),
                            sink(column.path("sink").asString(""))));
        }
        next(zip, name + ".npy");
        NpyArray.requireHeader(zip, units.size(), columns.size(), layers, heads);
        if ((long) units.size() * columns.size() * layers * heads > MOST) {
            throw new IOException("an array of impossible size");
        }
        float[][][] values = new float[units.size()][columns.size()][];
        for (float[][] unit : values) {
            for (int c = 0; c < unit.length; c++) {
                unit[c] = NpyArray.read(zip, layers * heads);
            }
        }
        return new Table(units, columns, values);
    }

    private static Sink sink(String word) throws IOException {
        for (Sink sink : Sink.values()) {
            if (sink.text().equals(word)) {
                return sink;
            }
        }
        throw new IOException("no such sink variant: " + word);
    }
}
