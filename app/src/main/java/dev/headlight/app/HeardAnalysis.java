package dev.headlight.app;

import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.app.terminal.Progress;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows how an analysis goes on, lets an interrupt end its ablations, and keeps the process small: what one phase left
 * behind is collected before the next. The serial collector would let it lie until the heap is full, which on a
 * machine of much memory is gigabytes away.
 */
final class HeardAnalysis implements AnalysisListener {

    /** Seconds from which ablations that nobody asked for are worth a line. */
    private static final double WORTH_SAYING = 3;

    private final Progress progress;
    private final Consumer<String> say;
    private volatile boolean mayStop;
    private volatile boolean stopped;
    private volatile @Nullable DocumentFigures perDocument;

    /**
     * @param say tells a person something before it begins
     */
    HeardAnalysis(Progress progress, Consumer<String> say) {
        this.progress = progress;
        this.say = say;
    }

    /** Asks the ablations to end; false where none are under way. */
    boolean stop() {
        stopped |= mayStop;
        return mayStop;
    }

    @Override
    public void phase(String name, long totalTokens) {
        progress.phase(name, totalTokens);
        System.gc();
    }

    @Override
    public void tokens(long done) {
        progress.tokens(done);
    }

    @Override
    public void alert(String sentence) {
        // The results hold it, and the summary prints it.
    }

    @Override
    public void ablations(int count, double seconds, boolean asked) {
        if (!asked && seconds < WORTH_SAYING) {
            return;
        }
        String time =
                seconds < 90
                        ? String.format(
                                Locale.ROOT, "about %.0f s", Math.max(1, Math.ceil(seconds)))
                        : String.format(Locale.ROOT, "about %.0f min", Math.ceil(seconds / 60));
        say.accept(
                String.format(
                        Locale.ROOT,
                        "%,d ablations, %s%s",
                        count,
                        time,
                        asked
                                ? "; Ctrl-C ends them and keeps what is done"
                                : "; --no-causal leaves them out"));
    }

    @Override
    public void mayStop(boolean now) {
        mayStop = now;
    }

    @Override
    public boolean stopped() {
        return stopped;
    }

    @Override
    public void perDocument(DocumentFigures figures) {
        perDocument = figures;
    }

    /** What each document gave; null where it was not told. */
    @Nullable DocumentFigures perDocument() {
        return perDocument;
    }
}
