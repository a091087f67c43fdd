package dev.headlight.engine;

/** Picks the register tile: 6 rows where there are 16 vector registers, 12 where there are 32. */
final class VectorTiles {

    private VectorTiles() {}

    static TileKernel chosen() {
        boolean many = Lanes.COUNT == 16 || System.getProperty("os.arch", "").equals("aarch64");
        return many ? new VectorTileKernel12() : new VectorTileKernel6();
    }

    static String description() {
        return Lanes.COUNT + " lanes";
    }
}
