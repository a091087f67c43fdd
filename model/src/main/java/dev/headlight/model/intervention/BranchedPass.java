package dev.headlight.model.intervention;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.StackedRuns;
import dev.headlight.model.Transformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The losses of one window as it is and with many {@link Branch branches}. The run as it is goes through the model
 * once; in the layer where a branch changes its first head it takes over the stream and the heads' outputs as they
 * are, and from there on its rows go beside those of the others, so a branch at layer {@code l} costs the layers from
 * {@code l} on and its products are as large as many windows' together. Nothing is approximate: the losses are those
 * of {@link IntervenedPass}, bit for bit where it has {@link dev.headlight.engine.Linear#FEW} rows or more; and those of a
 * branch are the same whatever other branches go with it.
 *
 * <p>Branches are taken in the order of their layers, as many at a time as there is room for. The stream that the
 * next of them start from is kept, one a window.
 */
public final class BranchedPass {

    private final int layers;
    private final StackedRuns runs;
    private final ModelConfig config;
    private final Workers workers;

    /**
     * Buffers for windows of at most {@code rows / 2} tokens.
     *
     * @param rows of all runs that go side by side
     */
    public BranchedPass(Transformer transformer, int rows, Workers workers) {
        config = transformer.config();
        layers = config.nLayers();
        runs = new StackedRuns(transformer, rows, workers);
        this.workers = workers;
    }

    /** Bytes of the buffers, with the stream that is kept. */
    public static long bytes(ModelConfig config, int rows) {
        return StackedRuns.bytes(config, rows) + (long) Float.BYTES * rows / 2 * config.dModel();
    }

    /**
     * Runs a window.
     *
     * @param tokens [T] ids
     * @param positions ascending, each from 0 to T - 2: the loss is that of the token after it
     * @return nats: of the run as it is, then of each branch in the order given [1 + branches][positions]
     */
    public double[][] losses(int[] tokens, int[] positions, List<Branch> branches) {
        return losses(0, null, true, tokens, positions, branches, () -> {});
    }

    /**
     * The losses of branches alone, of a window whose run as it is is known: it is taken up in the middle, and left off
     * when no branch reads it any more.
     *
     * @param from a layer before which no branch changes a head
     * @param stream {@code [T, dModel]} that enters that layer in the run as it is; not written
     * @param beforeLayer called before each layer; what it throws ends the run
     * @return nats of each branch in the order given [branches][positions]
     */
    public double[][] losses(
            int from,
            float[] stream,
            int[] tokens,
            int[] positions,
            List<Branch> branches,
            Runnable beforeLayer) {
        if (branches.stream().anyMatch(b -> b.layer() < from)) {
            throw new IllegalArgumentException("a branch begins before layer " + from);
        }
        double[][] all = losses(from, stream, false, tokens, positions, branches, beforeLayer);
        return Arrays.copyOfRange(all, 1, all.length);
    }

    private double[][] losses(
            int begin,
            float @Nullable [] beginning,
            boolean clean,
            int[] tokens,
            int[] positions,
            List<Branch> branches,
            Runnable beforeLayer) {
        int most = runs.most(tokens.length) - 1; // one for the run as it is
        if (most < 1) {
            throw new IllegalArgumentException("a window of " + tokens.length + " tokens");
        }
        int[] next = Arrays.stream(positions).map(p -> tokens[p + 1]).toArray();
        List<Integer> order =
                IntStream.range(0, branches.size())
                        .boxed()
                        .sorted(Comparator.comparingInt((Integer b) -> branches.get(b).layer()))
                        .toList();
        double[][] losses = new double[1 + branches.size()][];
        float[] stream = beginning;
        int from = begin;
        int done = 0;
        do {
            int end = Math.min(done + most, order.size());
            boolean last = end == order.size();
            int resume = last ? (clean ? layers : -1) : branches.get(order.get(end)).layer();
            Group group =
                    new Group(branches, order.subList(done, end), from, resume, last && clean);
            stream = group.run(tokens, stream, positions, next, losses, beforeLayer);
            from = resume;
            done = end;
        } while (done < order.size());
        return losses;
    }

    /** Branches that go side by side. */
    private final class Group {
        private final List<Branch> branches;
        private final List<Integer> members;
        private final int from;
        private final int resume;
        private final boolean cleanToTheEnd;
        private final List<Integer> who = new ArrayList<>(); // of each run; -1 as it is
        private int joined;

        /**
         * @param members in the order of their layers
         * @param from layer that the run as it is has come to
         * @param resume layer that the next group starts from; -1 where there is none, and nobody asks for the run as
         *     it is
         * @param cleanLoss whether this one gives the loss of the run as it is
         */
        Group(
                List<Branch> branches,
                List<Integer> members,
                int from,
                int resume,
                boolean cleanLoss) {
            this.branches = branches;
            this.members = members;
            this.from = from;
            this.resume = resume;
            cleanToTheEnd =
                    cleanLoss || members.stream().anyMatch(b -> branches.get(b).cleanPatterns());
        }

        /** Runs the layers; returns the stream before layer {@code resume}. */
        float @Nullable [] run(
                int[] tokens,
                float @Nullable [] stream,
                int[] positions,
                int[] next,
                double[][] losses,
                Runnable beforeLayer) {
            if (stream == null) {
                runs.begin(tokens);
            } else {
                runs.resume(tokens.length, stream);
            }
            who.add(-1);
            float[] kept = null;
            for (int l = from; l < layers; l++) {
                beforeLayer.run();
                if (l == resume) {
                    kept = runs.stream();
                }
                runs.project(l);
                runs.attend(l, patterns());
                for (int r = 0; r < runs.runs(); r++) {
                    if (who.get(r) >= 0) {
                        apply(l, r, r, tokens.length);
                    }
                }
                join(l, tokens.length);
                if (who.getFirst() < 0 && !cleanNeeded(l)) {
                    runs.leaveOff(0);
                    who.set(0, who.getLast());
                    who.removeLast();
                }
                if (l == layers - 1) {
                    runs.keep(positions);
                }
                runs.addAttention(l);
                runs.addFeedForward(l);
            }
            double[][] nll = runs.losses(next);
            for (int r = 0; r < nll.length; r++) {
                losses[1 + who.get(r)] = nll[r];
            }
            return kept;
        }

        /** Whether the run as it is has to go on through the rest of layer {@code l}. */
        private boolean cleanNeeded(int l) {
            return cleanToTheEnd || joined < members.size() || l < resume;
        }

        private void join(int l, int T) {
            while (joined < members.size() && branches.get(members.get(joined)).layer() == l) {
                int run = runs.branch(0);
                who.add(members.get(joined++));
                apply(l, run, 0, T);
            }
        }

        private void apply(int l, int run, int valuesOf, int T) {
            branches.get(who.get(run))
                    .interventions()
                    .apply(
                            l,
                            config,
                            new HeadRows(
                                    runs.attended(), run * T, runs.values(), valuesOf * T, T, 0),
                            workers);
        }

        private int[] patterns() {
            int[] of = new int[runs.runs()];
            for (int r = 0; r < of.length; r++) {
                int b = who.get(r);
                of[r] = b >= 0 && branches.get(b).cleanPatterns() ? 0 : r;
            }
            return of;
        }
    }
}
