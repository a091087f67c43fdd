package dev.headlight.spark;

import dev.headlight.app.cluster.Piece;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.text.UsageException;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * A task that does one piece of work.
 *
 * @param model that it may ask for; null where the work was begun without one
 * @param threads of a task
 * @param tokens counts for who watches and for nothing else
 */
record RunPiece<S, R>(
        Broadcast<S> shared, @Nullable SharedModel model, int threads, LongAccumulator tokens)
        implements Function<Piece<S, R>, R> {

    @Override
    public R call(Piece<S, R> piece) {
        Supplier<OpenModel> open =
                () -> {
                    if (model == null) {
                        throw new UsageException("this work was begun without a model");
                    }
                    return ExecutorModel.of(model).model();
                };
        try (Workers workers = new Workers(threads)) {
            R result = piece.run(shared.value(), open, workers);
            tokens.add(piece.tokens());
            return result;
        }
    }
}
