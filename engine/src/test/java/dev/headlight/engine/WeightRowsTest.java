package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of stored weights are, bit for bit, what the formats say. */
class WeightRowsTest {

    @ParameterizedTest
    @EnumSource(StorageType.class)
    void everyElement(StorageType type) {
        int cols = type.blockElements() > 1 ? 96 : 77;
        Stored w = Stored.random(type, 23, cols, 8);
        float[] out = new float[23 * cols + 3];
        for (int r = 0; r < 23; r++) {
            WeightRows.read(w.matrix(), r, out, 3 + r * cols);
        }
        for (int i = 0; i < w.elements().length; i++) {
            assertThat(out[3 + i] + 0f).isEqualTo(w.elements()[i] + 0f); // -0 is 0
        }
        assertThatThrownBy(() -> WeightRows.read(w.matrix(), 23, out, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("row 23 of 23");
    }

    /** Panels of quantised rows, whole ones and the last, from the middle of a matrix on, against the formats. */
    @ParameterizedTest
    @EnumSource(
            value = StorageType.class,
            names = {"Q8_0", "Q4_0", "Q4_1"})
    void panels(StorageType type) {
        int width = Kernels.TILE.cols();
        int rows = 3 * width + 5;
        for (int cols : new int[] {32, 96, 1024, 1120}) {
            Stored w = Stored.random(type, rows, cols, 9);
            int from = 7;
            int count = rows - from;
            float[] d = new float[2 + Math.ceilDiv(count, width) * width * cols];
            new Panels.OfWeights(w.matrix()).pack(from, count, d, 2);
            for (int j = 0; j < Math.ceilDiv(count, width) * width; j++) {
                for (int k = 0; k < cols; k++) {
                    float is = d[2 + j / width * width * cols + k * width + j % width];
                    float shall = j < count ? w.elements()[(from + j) * cols + k] : 0;
                    assertThat(is + 0f).isEqualTo(shall + 0f); // -0 is 0
                }
            }
        }
    }

    @Test
    void everyHalfPrecisionNumber() {
        byte[] bytes = new byte[2 << 16];
        for (int i = 0; i < 1 << 16; i++) {
            bytes[2 * i] = (byte) i;
            bytes[2 * i + 1] = (byte) (i >> 8);
        }
        float[] out = new float[1 << 16];
        MemorySegment segment = Stored.segment(bytes);
        WeightRows.read(WeightMatrix.ofSegment(StorageType.F16, segment, 1, 1 << 16), 0, out, 0);
        for (int i = 0; i < 1 << 16; i++) {
            float expected = Stored.element(StorageType.F16, bytes, i);
            assertThat(Float.compare(out[i], expected)).isZero();
        }
        assertThat(out[1]).isEqualTo(0x1p-24f); // the least subnormal
        assertThat(out[0x7c00]).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(out[0xfc00]).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void scalesThatAreSubnormalOrNegative() {
        for (StorageType type : List.of(StorageType.Q8_0, StorageType.Q4_0, StorageType.Q4_1)) {
            for (int scale : new int[] {0x0001, 0x03ff, 0x8001, 0xbc00, 0x7bff, 0}) {
                byte[] bytes = new byte[type.blockBytes()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (37 * i + 11);
                }
                bytes[0] = (byte) scale;
                bytes[1] = (byte) (scale >> 8);
                if (type == StorageType.Q4_1) {
                    bytes[2] = 0;
                    bytes[3] = 0x3c;
                }
                float[] out = new float[32];
                MemorySegment segment = Stored.segment(bytes);
                WeightRows.read(WeightMatrix.ofSegment(type, segment, 1, 32), 0, out, 0);
                for (int i = 0; i < 32; i++) {
                    assertThat(out[i] + 0f) // -0 is 0
                            .isEqualTo(Stored.element(type, bytes, i) + 0f);
                }
            }
        }
    }

    /** Blocks that the gguf package quantised, against what it reads them as; see quantised_fixture.py. */
    @Test
    void theReferencePackageReadsTheSame() throws IOException {
        List<StorageType> seen = new ArrayList<>();
        try (InputStream in = WeightRowsTest.class.getResourceAsStream("quantised.bin")) {
            ByteBuffer file =
                    ByteBuffer.wrap(Objects.requireNonNull(in).readAllBytes())
                            .order(ByteOrder.LITTLE_ENDIAN);
            while (file.hasRemaining()) {
                byte[] name = new byte[8];
                file.get(name);
                StorageType type =
                        StorageType.valueOf(new String(name, StandardCharsets.US_ASCII).trim());
                byte[] stored = new byte[file.getInt()];
                int n = file.getInt();
                file.get(stored);
                float[] out = new float[n];
                var w = WeightMatrix.ofSegment(type, Stored.segment(stored), n / 160, 160);
                for (int r = 0; r < n / 160; r++) {
                    WeightRows.read(w, r, out, r * 160);
                }
                for (int i = 0; i < n; i++) {
                    assertThat(out[i] + 0f).as("%s %s", type, i).isEqualTo(file.getFloat() + 0f);
                }
                seen.add(type);
            }
        }
        assertThat(seen)
                .containsExactly(
                        StorageType.F16,
                        StorageType.BF16,
                        StorageType.Q8_0,
                        StorageType.Q4_0,
                        StorageType.Q4_1);
    }
}
