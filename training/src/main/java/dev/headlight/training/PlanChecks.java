package dev.headlight.training;

import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingPlan.Architecture;

/** What a plan must hold before it can be carried out; what does not is said in one sentence. */
final class PlanChecks {

    private static final int MANY = 1 << 20;

    private PlanChecks() {}

    static TrainingPlan check(TrainingPlan p) {
        atLeast("layers", p.layers(), 1, 10_000);
        atLeast("heads", p.heads(), 1, MANY);
        atLeast("kv-heads", p.kvHeads(), 0, MANY);
        atLeast("dim", p.dim(), 1, MANY);
        atLeast("ff", p.ff(), 0, MANY);
        atLeast("context", p.context(), 2, MANY);
        atLeast("vocab", p.vocab(), 2, 1 << 24);
        atLeast("batch", p.batch(), 1, MANY);
        atLeast("accumulate", p.accumulate(), 1, MANY);
        atLeast("steps", p.steps(), 1, Integer.MAX_VALUE);
        atLeast("warmup", p.warmup(), 0, Integer.MAX_VALUE);
        atLeast("threads", p.threads(), 0, 4096);
        atLeast("eval-every", p.evalEvery(), 0, Integer.MAX_VALUE);
        atLeast("eval-windows", p.evalWindows(), 0, Integer.MAX_VALUE);
        atLeast("checkpoint-every", p.checkpointEvery(), 0, Integer.MAX_VALUE);
        atLeast("keep", p.keep(), 1, MANY);
        atLeast("analyze-every", p.analyzeEvery(), 0, Integer.MAX_VALUE);
        positive("rotary-base", p.rotaryBase());
        positive("init", p.init());
        positive("lr", p.lr());
        positive("muon-lr", p.muonLr());
        positive("epsilon", p.epsilon());
        between("weight-decay", p.weightDecay(), 0, Double.MAX_VALUE);
        between("clip", p.clip(), 0, Double.MAX_VALUE);
        between("songs", p.songs(), 0, 1);
        between("lr-floor", p.lrFloor(), 0, 1);
        below1("muon-momentum", p.muonMomentum());
        below1("beta1", p.beta1());
        below1("beta2", p.beta2());
        below1("dropout", p.dropout());
        positive("held-out", p.heldOut());
        below1("held-out", p.heldOut());
        fit(p);
        return p;
    }

    private static void fit(TrainingPlan p) {
        if (p.dim() % p.heads() != 0) {
            throw new UsageException(
                    "--dim %d cannot be divided among --heads %d; make one a multiple of the other."
                            .formatted(p.dim(), p.heads()));
        }
        if (p.heads() % p.keyValueHeads() != 0) {
            throw new UsageException(
                    "--kv-heads %d does not divide --heads %d; each key/value head serves as many."
                            .formatted(p.kvHeads(), p.heads()));
        }
        int dHead = p.dim() / p.heads();
        if (p.architecture() == Architecture.LLAMA && dHead % 2 != 0) {
            throw new UsageException(
                    "a head of --dim %d / --heads %d has the odd width %d, but rotary positions turn pairs; choose an even one."
                            .formatted(p.dim(), p.heads(), dHead));
        }
        if (p.architecture() == Architecture.GPT2 && p.keyValueHeads() != p.heads()) {
            throw new UsageException(
                    "--architecture gpt2 has as many key/value heads as heads; leave --kv-heads out, or take llama.");
        }
        if ((long) p.batch() * (p.context() + 1L) > 1 << 28) {
            throw new UsageException(
                    "a batch of --batch %d windows of --context %d tokens is too large; make one smaller and --accumulate larger."
                            .formatted(p.batch(), p.context()));
        }
    }

    private static void atLeast(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(
                    "--"
                            + name
                            + " is "
                            + value
                            + "; give "
                            + (value < least ? "at least " + least : "at most " + most)
                            + ".");
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new UsageException("--" + name + " is " + value + "; give a number above 0.");
        }
    }

    private static void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            String wanted = most == 1 ? "a number from 0 to 1" : "a number from 0";
            throw new UsageException("--" + name + " is " + value + "; give " + wanted + ".");
        }
    }

    private static void below1(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new UsageException(
                    "--" + name + " is " + value + "; give a number from 0, below 1.");
        }
    }
}
