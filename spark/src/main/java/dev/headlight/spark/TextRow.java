package dev.headlight.spark;

import dev.headlight.text.Document;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A document as a row: its id and its place in the text, then text, ids, or why there is none. */
final class TextRow {

    static final String ID = "id";
    static final String PLACE = "place";
    static final String TEXT = "text";
    static final String IDS = "ids";
    static final String PROBLEM = "problem";

    static final StructType SCHEMA =
            new StructType()
                    .add(ID, DataTypes.StringType, false)
                    .add(PLACE, DataTypes.LongType, false)
                    .add(TEXT, DataTypes.StringType)
                    .add(IDS, DataTypes.createArrayType(DataTypes.IntegerType, false))
                    .add(PROBLEM, DataTypes.StringType);

    /** Bits that number the entries of a file. */
    static final int ENTRY_BITS = 40;

    private TextRow() {}

    static Row of(String id, long place, @Nullable Document document, String problem) {
        return RowFactory.create(
                id,
                place,
                document == null ? null : document.text(),
                document == null ? null : document.ids(),
                document == null ? problem : null);
    }

    /** The document, or null where there is a {@link #problem} in its place. */
    static @Nullable Document document(Row row) {
        String id = row.getString(0);
        if (!row.isNullAt(2)) {
            return Document.ofText(id, row.getString(2));
        }
        if (!row.isNullAt(3)) {
            List<Integer> ids = row.getList(3);
            return Document.ofIds(id, ids.stream().mapToInt(Integer::intValue).toArray());
        }
        return null;
    }

    /** The place of the n-th entry of a file: files stand one behind the other. */
    static long place(int file, long entry) {
        return ((long) file << ENTRY_BITS) | entry;
    }

    static long place(Row row) {
        return row.getLong(1);
    }

    static String problem(Row row) {
        return row.isNullAt(4) ? row.getString(0) + " holds no text." : row.getString(4);
    }
}
