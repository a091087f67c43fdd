package dev.headlight.spark;

import dev.headlight.analysis.AnalysisListener;
import dev.headlight.app.cluster.ClusterWork;
import dev.headlight.app.cluster.Piece;
import dev.headlight.model.OpenModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** Pieces of work as tasks of Spark, one each; retried where an executor is lost, and a result counted once. */
final class SparkWork implements ClusterWork {

    private final SparkSession session;
    private final JavaSparkContext spark;
    private final ClusterProgress progress;
    private final @Nullable SharedModel model;
    private final String name;

    /** Starts Spark. */
    SparkWork(
            String name,
            @Nullable OpenModel model,
            String master,
            boolean sendModel,
            AnalysisListener listener) {
        this.name = "Headlight: " + name;
        session = Sessions.start(this.name, master);
        boolean begun = false;
        try {
            spark = JavaSparkContext.fromSparkContext(session.sparkContext());
            progress = new ClusterProgress(listener);
            session.sparkContext().addSparkListener(progress);
            spark.setJobGroup("headlight", this.name, true);
            this.model = model == null ? null : SharedModel.of(model, null, sendModel, spark);
            begun = true;
        } finally {
            if (!begun) {
                session.stop();
            }
        }
    }

    @Override
    public int slots() {
        return spark.defaultParallelism();
    }

    @Override
    public <S, R> List<R> run(String phase, S shared, List<? extends Piece<S, R>> pieces) {
        progress.begin(phase, pieces.stream().mapToLong(Piece::tokens).sum());
        spark.setJobDescription(name + ", " + phase);
        LongAccumulator tokens = spark.sc().longAccumulator(ClusterProgress.TOKENS);
        Broadcast<S> sent = spark.broadcast(shared);
        List<Piece<S, R>> all = new ArrayList<>(pieces);
        int threads = spark.getConf().getInt("spark.task.cpus", 1);
        JavaRDD<R> results =
                spark.parallelize(all, all.size())
                        .map(new RunPiece<S, R>(sent, model, threads, tokens));
        results.setName(phase);
        List<R> found = progress.run(results::collect);
        sent.destroy();
        return found;
    }

    @Override
    public void close() {
        session.stop();
    }
}
