"""Writes the fixture of QuantisedFixtureTest: blocks as the gguf package quantises them, and as it reads them back.

    pip install gguf numpy
    python engine/src/test/python/quantised_fixture.py

For each of F16, BF16, Q8_0, Q4_0, Q4_1: the name padded to 8 bytes, the number of stored bytes and of elements
(int32, little-endian), the stored bytes, the elements as float32.
"""

import struct
from pathlib import Path

import gguf
import numpy as np
from gguf.quants import dequantize, quantize

ROWS, COLS = 6, 160


def main():
    random = np.random.default_rng(3)
    x = random.standard_normal((ROWS, COLS)).astype(np.float32)
    x *= np.logspace(-9, 4, ROWS, dtype=np.float32)[:, None]  # the first rows have subnormal scales
    out = Path(__file__).parent.parent / "resources/dev/headlight/engine/quantised.bin"
    with open(out, "wb") as f:
        for name in ["F16", "BF16", "Q8_0", "Q4_0", "Q4_1"]:
            kind = gguf.GGMLQuantizationType[name]
            stored = quantize(x, kind)
            back = dequantize(stored, kind).astype("<f4")
            raw = stored.tobytes()
            f.write(struct.pack("<8sii", name.encode(), len(raw), back.size))
            f.write(raw)
            f.write(back.tobytes())
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
