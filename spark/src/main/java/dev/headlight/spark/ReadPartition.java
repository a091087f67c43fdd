package dev.headlight.spark;

import dev.headlight.analysis.DocumentWindows;
import dev.headlight.engine.VectorWidth;
import dev.headlight.model.OpenModel;
import dev.headlight.text.Document;
import dev.headlight.text.InputException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** A task that cuts a partition's documents into windows and notes what must be known of them. */
record ReadPartition(Broadcast<ClusterJob> job)
        implements FlatMapFunction<Iterator<Row>, ReadFacts> {

    @Override
    public Iterator<ReadFacts> call(Iterator<Row> rows) {
        OpenModel model = ExecutorModel.of(job.value().model()).model();
        DocumentWindows windows = new DocumentWindows(model, job.value().context());
        ReadFacts facts = new ReadFacts(model.config().vocab(), job.value().firstTokens());
        facts.vectorBits.put(VectorWidth.bits(), 1);
        while (rows.hasNext()) {
            Row row = rows.next();
            Document document = TextRow.document(row);
            if (document == null) {
                facts.addCorrupt(row.getString(0), TextRow.problem(row));
                continue;
            }
            try {
                facts.facts.add(TextRow.place(row), document.id(), windows.of(document));
            } catch (InputException e) {
                facts.addCorrupt(document.id(), e.getMessage() + ".");
            }
        }
        return List.of(facts).iterator();
    }
}
