package dev.headlight.app.cluster;

import java.util.List;

/** An engine at work on pieces that know nothing of each other: one task a piece. Closing it ends the engine. */
public interface ClusterWork extends AutoCloseable {

    /** How many pieces are run at a time. */
    int slots();

    /**
     * Runs pieces.
     *
     * @param phase what they do, in words
     * @param shared what all of them need; serializable, sent once to each process
     * @param <S> type of what is shared
     * @param <R> type of what a piece gives; serializable
     * @return what each gave, in the order of the pieces
     * @throws dev.headlight.text.UserException what a piece throws, or where the cluster gives up
     */
    <S, R> List<R> run(String phase, S shared, List<? extends Piece<S, R>> pieces);

    @Override
    void close();
}
