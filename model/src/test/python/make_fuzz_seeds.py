"""Makes the seeds of ReaderFuzzTest: the smallest sound file of each format and some damaged ones.

    python make_fuzz_seeds.py          writes model/src/test/resources/.../ReaderFuzzTestInputs/

Needs numpy.
"""

import json
import struct
from pathlib import Path

import numpy as np

OUT = (
    Path(__file__).resolve().parents[1]
    / "resources/dev/headlight/model/io/ReaderFuzzTestInputs"
)
RANDOM = np.random.default_rng(1)


def write(target, name, data):
    (OUT / target).mkdir(parents=True, exist_ok=True)
    (OUT / target / name).write_bytes(data)


def floats(*shape):
    return RANDOM.normal(size=int(np.prod(shape))).astype("<f4").tobytes()


def safetensors(second=(1, 8, 10)):
    elements, begin, end = second
    header = {
        "__metadata__": {"format": "pt"},
        "a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},
        "b": {"dtype": "BF16", "shape": [elements], "data_offsets": [begin, end]},
    }
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(10)


def string(text):
    return struct.pack("<Q", len(text.encode())) + text.encode()


def number(key, value):
    return string(key) + struct.pack("<II", 4, value)


def gguf():
    pairs = [
        string("general.architecture") + struct.pack("<I", 8) + string("llama"),
        number("llama.context_length", 8),
        number("llama.embedding_length", 4),
        number("llama.block_count", 1),
        number("llama.feed_forward_length", 4),
        number("llama.attention.head_count", 2),
        number("llama.attention.head_count_kv", 1),
        string("tokenizer.ggml.model") + struct.pack("<I", 8) + string("llama"),
        string("tokenizer.ggml.tokens")
        + struct.pack("<IIQ", 9, 8, 4)
        + b"".join(map(string, ["<unk>", "<s>", "a", "b"])),
        string("tokenizer.ggml.scores") + struct.pack("<IIQ4f", 9, 6, 4, 0, 0, -1, -2),
        string("tokenizer.ggml.token_type") + struct.pack("<IIQ4i", 9, 5, 4, 2, 3, 1, 1),
        number("tokenizer.ggml.bos_token_id", 1),
    ]
    layer = {
        "attn_norm": (4,),
        "attn_q": (4, 4),
        "attn_k": (4, 2),
        "attn_v": (4, 2),
        "attn_output": (4, 4),
        "ffn_norm": (4,),
        "ffn_gate": (4, 4),
        "ffn_up": (4, 4),
        "ffn_down": (4, 4),
    }
    tensors = {"token_embd.weight": (4, 4), "output_norm.weight": (4,)}
    tensors |= {f"blk.0.{name}.weight": shape for name, shape in layer.items()}
    entries, data = b"", b""
    for name, shape in tensors.items():
        entries += string(name) + struct.pack("<I", len(shape))
        entries += struct.pack(f"<{len(shape)}Q", *shape) + struct.pack("<IQ", 0, len(data))
        data += floats(*shape)
        data += bytes(-len(data) % 32)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(pairs)) + b"".join(pairs) + entries
    return head + bytes(-len(head) % 32) + data


def llama2c():
    d, inner, layers, heads, kv_heads, vocab, context = 4, 3, 1, 2, 1, 5, 4
    count = 2 * vocab * d + context * 2 + 2 * d + 2 * d * d + 2 * d * 2 + 3 * d * inner + d
    header = struct.pack("<7i", d, inner, layers, heads, kv_heads, -vocab, context)
    return header + floats(count)


def main():
    sound = safetensors()
    write("safetensorsHeader", "sound", sound)
    write("safetensorsHeader", "huge-length", struct.pack("<Q", 1 << 60) + sound[8:])
    write("safetensorsHeader", "overlap", safetensors((2, 6, 10)))
    sound = gguf()
    write("gguf", "sound", sound)
    write("gguf", "huge-string", sound[:24] + struct.pack("<Q", 1 << 63) + sound[32:])
    write("gguf", "cut", sound[: len(sound) // 2])
    sound = llama2c()
    write("llama2c", "sound", sound)
    write("llama2c", "cut", sound[:-5])
    huge = struct.pack("<7i", 1 << 20, 1 << 20, 4096, 2, 1, 1 << 20, 1 << 20)
    write("llama2c", "huge", huge + sound[28:])


if __name__ == "__main__":
    main()
