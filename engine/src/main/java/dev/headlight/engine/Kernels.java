package dev.headlight.engine;

/**
 * The inner loops, chosen once: on the Vector API where the JVM has the module {@code jdk.incubator.vector},
 * else in plain Java. Everything around them (blocks, packing, threads) is the same for both.
 *
 * <p>No class that mentions the module may be loaded without it; so only the constructors here name them.
 * The system property {@code headlight.kernels=scalar} takes the plain ones for comparison.
 */
final class Kernels {

    private static final boolean VECTORS =
            !"scalar".equals(System.getProperty("headlight.kernels"))
                    && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    static final TileKernel TILE = VECTORS ? VectorTiles.chosen() : new ScalarTileKernel();
    static final PackKernel PACK = VECTORS ? new VectorPackKernel() : new ScalarPackKernel();
    static final WidenKernel WIDEN = VECTORS ? new VectorWidenKernel() : new ScalarWidenKernel();
    static final BlockPackKernel BLOCK_PACK =
            VECTORS ? new VectorBlockPackKernel() : new ScalarBlockPackKernel();
    static final RowKernel ROW = VECTORS ? new VectorRowKernel() : new ScalarRowKernel();
    static final SoftmaxKernel SOFTMAX =
            VECTORS ? new VectorSoftmaxKernel() : new ScalarSoftmaxKernel();
    static final ActivationKernel ACTIVATION =
            VECTORS ? new VectorActivationKernel() : new ScalarActivationKernel();
    static final RowSumKernel ROW_SUM =
            VECTORS ? new VectorRowSumKernel() : new ScalarRowSumKernel();
    static final DivergenceKernel DIVERGENCE =
            VECTORS ? new VectorDivergenceKernel() : new ScalarDivergenceKernel();
    static final AdamKernel ADAM = VECTORS ? new VectorAdamKernel() : new ScalarAdamKernel();

    static final RowGradientKernel ROW_GRADIENT =
            VECTORS ? new VectorRowGradientKernel() : new ScalarRowGradientKernel();
    static final ActivationGradientKernel ACTIVATION_GRADIENT =
            VECTORS ? new VectorActivationGradientKernel() : new ScalarActivationGradientKernel();
    static final AttentionGradientKernel ATTENTION_GRADIENT =
            VECTORS ? new VectorAttentionGradientKernel() : new ScalarAttentionGradientKernel();
    static final DropoutKernel DROPOUT =
            VECTORS ? new VectorDropoutKernel() : new ScalarDropoutKernel();

    private Kernels() {}

    /** What is in use, for a report: lanes and register tile. */
    static String description() {
        return (VECTORS ? VectorTiles.description() : "plain Java")
                + ", tile "
                + TILE.rows()
                + "x"
                + TILE.cols();
    }
}
