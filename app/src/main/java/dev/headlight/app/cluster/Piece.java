package dev.headlight.app.cluster;

import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import java.io.Serializable;
import java.util.function.Supplier;

/**
 * Some work that can be done on any machine, and again on another where that one is lost.
 *
 * @param <S> what all pieces share
 * @param <R> what it gives; serializable
 */
public interface Piece<S, R> extends Serializable {

    /** Its size in tokens, for who watches. */
    long tokens();

    /**
     * Does it.
     *
     * @param model opened once in each process of the cluster, when it is first asked for
     * @param workers as many kernel threads as the task has processors
     */
    R run(S shared, Supplier<OpenModel> model, Workers workers);
}
