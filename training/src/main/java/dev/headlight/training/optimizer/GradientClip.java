package dev.headlight.training.optimizer;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import java.util.List;

/**
 * Bounds the Euclidean norm of all gradients together: where it exceeds {@code most}, every gradient is multiplied
 * by {@code most / (norm + 1e-6)}. Source: Pascanu et al. 2013 (arXiv 1211.5063); the constant is that of {@code
 * torch.nn.utils.clip_grad_norm_}.
 */
public final class GradientClip {

    private static final double SMALLEST_NORM = 1e-6;

    private final Parameter[] parameters;

    /** Of each piece of each gradient: the parameter, and where in it the piece starts. */
    private final int[] owner;

    private final int[] start;
    private final double[] squares;

    public GradientClip(List<Parameter> parameters) {
        this.parameters = parameters.toArray(Parameter[]::new);
        int pieces = parameters.stream().mapToInt(p -> Chunks.count(p.size())).sum();
        owner = new int[pieces];
        start = new int[pieces];
        squares = new double[pieces];
        int piece = 0;
        for (int p = 0; p < this.parameters.length; p++) {
            for (int at = 0; at < this.parameters[p].size(); at += Chunks.FLOATS) {
                owner[piece] = p;
                start[piece++] = at;
            }
        }
    }

    /** The norm of all gradients together; not finite exactly where one of them is not. */
    public double norm(Workers workers) {
        workers.forEach(
                owner.length,
                piece -> {
                    float[] g = parameters[owner[piece]].gradient();
                    int from = start[piece];
                    squares[piece] =
                            Chunks.squares(g, from, Math.min(g.length, from + Chunks.FLOATS));
                });
        double sum = 0;
        for (double s : squares) {
            sum += s;
        }
        return Math.sqrt(sum);
    }

    /**
     * Clips, and returns the norm as it was before. One that is not finite changes nothing: see {@link NotFinite}.
     *
     * @param most the largest norm to allow
     */
    public double clip(double most, Workers workers) {
        double norm = norm(workers);
        if (norm + SMALLEST_NORM > most && Double.isFinite(norm)) {
            float scale = (float) (most / (norm + SMALLEST_NORM));
            workers.forEach(owner.length, piece -> scale(piece, scale));
        }
        return norm;
    }

    private void scale(int piece, float scale) {
        float[] g = parameters[owner[piece]].gradient();
        int end = Math.min(g.length, start[piece] + Chunks.FLOATS);
        for (int i = start[piece]; i < end; i++) {
            g[i] *= scale;
        }
    }
}
