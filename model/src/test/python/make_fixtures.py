"""Makes the small models that the readers are tested with, and what transformers says of them.

    python make_fixtures.py            writes model/src/test/resources/fixtures/

Each folder holds a random model of one family as its own library writes it (transformers 5, or the gguf
package), and expected.json: the ids of one input, the logits [T, vocab] and the attention
[nLayers, nHeads, T, T] of a float32 eager forward pass, as base64 of little-endian float32. Weights of
16-bit and quantised files are rounded first and the reference is computed from the rounded ones, so that a
reader is asked to agree to float32 accuracy.

The weights are far larger than a fresh model's, so that attention is no uniform blur and a wrong
permutation or position shows. Needs: torch, transformers >= 5, safetensors, gguf, numpy.
"""

import base64
import json
import math
import os
import shutil
from pathlib import Path

import gguf
import numpy as np
import torch
import transformers
from gguf.quants import dequantize, quantize
from safetensors.torch import load_file, save_file

OUT = Path(__file__).resolve().parents[1] / "resources" / "fixtures"
VOCAB, WIDTH, INNER, CONTEXT = 48, 32, 40, 64
QUANT_INNER = 32  # rows of quantised matrices are whole blocks of 32
LLAMA3 = dict(
    rope_type="llama3",
    rope_theta=10000.0,
    factor=8.0,
    low_freq_factor=1.0,
    high_freq_factor=4.0,
    original_max_position_embeddings=16,
)
DEFAULT = dict(rope_type="default", rope_theta=10000.0)

torch.manual_seed(20261124)
torch.set_num_threads(1)
transformers.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()


def packed(tensor):
    array = tensor.detach().float().numpy()
    return {
        "shape": list(array.shape),
        "float32": base64.b64encode(array.astype("<f4").tobytes()).decode(),
    }


def randomise(model):
    """Weights that make sharp, varied attention; gains near 1; biases that matter."""
    for name, parameter in model.named_parameters():
        if "norm" in name or "ln_" in name:
            centre = 1.0 if name.endswith("weight") else 0.0
            torch.nn.init.normal_(parameter, centre, 0.2)
        elif name.endswith("bias"):
            torch.nn.init.normal_(parameter, 0.0, 0.2)
        elif "embed" in name or "wte" in name or "wpe" in name:
            torch.nn.init.normal_(parameter, 0.0, 0.5)
        else:
            torch.nn.init.normal_(parameter, 0.0, 1.7 / math.sqrt(WIDTH))
    return model


def expect(model, folder):
    ids = torch.randint(3, VOCAB, (1, 16))
    ids[0, 9:15] = ids[0, 2:8]  # a repeat, so that equal tokens meet at a distance
    model = model.float().eval()
    model.set_attn_implementation("eager")
    with torch.no_grad():
        out = model(ids, output_attentions=True)
    inverse = getattr(getattr(model, "model", None), "rotary_emb", None)
    expected = {
        "transformers": transformers.__version__,
        "ids": ids[0].tolist(),
        "logits": packed(out.logits[0]),
        "attention": packed(torch.stack([a[0] for a in out.attentions])),
    }
    if inverse is not None:
        expected["inverse_frequencies"] = packed(inverse.inv_freq)
        expected["magnitude"] = inverse.attention_scaling
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")


def clean(name):
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def hugging_face(name, model, dtype, max_shard_size=None, rewrite=None):
    folder = clean(name)
    randomise(model)
    options = {} if max_shard_size is None else {"max_shard_size": max_shard_size}
    model.to(dtype).save_pretrained(folder, **options)
    (folder / "generation_config.json").unlink(missing_ok=True)
    if rewrite is not None:
        rewrite(folder)
    # Read back, so that the reference is of what lies there, and its frequencies are not rounded.
    expect(type(model).from_pretrained(folder, dtype=torch.float32), folder)


def llama(**changes):
    settings = dict(
        hidden_size=WIDTH,
        intermediate_size=INNER,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        vocab_size=VOCAB,
        max_position_embeddings=CONTEXT,
        rms_norm_eps=1e-5,
        rope_parameters=DEFAULT,
    )
    settings.update(changes)
    return transformers.LlamaForCausalLM(transformers.LlamaConfig(**settings))


def gpt2(**changes):
    return transformers.GPT2LMHeadModel(
        transformers.GPT2Config(
            n_embd=WIDTH,
            n_inner=INNER,
            n_head=4,
            n_layer=2,
            n_positions=CONTEXT,
            vocab_size=VOCAB,
            bos_token_id=0,
            eos_token_id=0,
            **changes,
        )
    )


def old_layout(folder):
    """Rewrites config.json as transformers 4 wrote it."""
    path = folder / "config.json"
    config = json.loads(path.read_text())
    for key in ["rope_parameters", "dtype", "head_dim", "attention_bias", "mlp_bias"]:
        config.pop(key)
    config.update(
        rope_theta=10000.0,
        rope_scaling=dict(type="linear", factor=2.0),
        torch_dtype="float16",
        transformers_version="4.31.0",
    )
    path.write_text(json.dumps(config, indent=2) + "\n")


def bare_gpt2(folder):
    """As the first GPT-2 files were: no prefix, and the masks stored as buffers."""
    path = folder / "model.safetensors"
    tensors = {k.removeprefix("transformer."): v for k, v in load_file(path).items()}
    for layer in range(2):
        tensors[f"h.{layer}.attn.bias"] = torch.tril(torch.ones(8, 8, dtype=torch.uint8))[None, None]
    save_file(tensors, path, {"format": "pt"})


def permuted(weight, heads):
    """Rows of W_Q or W_K as GGUF's llama has them: rotary pairs side by side (llama.cpp's converter)."""
    rows, cols = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, cols).swapaxes(1, 2).reshape(rows, cols)


def restored(weight, heads):
    rows, cols = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, cols).swapaxes(1, 2).reshape(rows, cols)


HF_TO_GGUF = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.norm.weight": "output_norm.weight",
    "lm_head.weight": "output.weight",
    "input_layernorm.weight": "attn_norm.weight",
    "self_attn.q_proj.weight": "attn_q.weight",
    "self_attn.k_proj.weight": "attn_k.weight",
    "self_attn.v_proj.weight": "attn_v.weight",
    "self_attn.o_proj.weight": "attn_output.weight",
    "post_attention_layernorm.weight": "ffn_norm.weight",
    "mlp.gate_proj.weight": "ffn_gate.weight",
    "mlp.up_proj.weight": "ffn_up.weight",
    "mlp.down_proj.weight": "ffn_down.weight",
}


def gguf_name(name):
    if name.startswith("model.layers."):
        layer, rest = name.removeprefix("model.layers.").split(".", 1)
        return f"blk.{layer}.{HF_TO_GGUF[rest]}"
    return HF_TO_GGUF[name]


def gguf_model(name, kind, tied, scaled=False):
    folder = clean(name)
    scaling = LLAMA3 if scaled else DEFAULT
    model = llama(tie_word_embeddings=tied, rope_parameters=scaling, intermediate_size=QUANT_INNER)
    randomise(model)
    writer = gguf.GGUFWriter(folder / "model.gguf", "llama")
    writer.add_name(name)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(2)
    writer.add_feed_forward_length(QUANT_INNER)
    writer.add_head_count(4)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    writer.add_rope_dimension_count(8)
    writer.add_vocab_size(VOCAB)
    vocabulary(writer)
    state = model.state_dict()
    for hf_name, value in state.items():
        if tied and hf_name == "lm_head.weight":
            continue
        weight = value.numpy()
        heads = 4 if "q_proj" in hf_name else 2 if "k_proj" in hf_name else 0
        if heads:
            weight = permuted(weight, heads)
        stored = kind if weight.ndim == 2 else gguf.GGMLQuantizationType.F32
        raw = quantize(np.ascontiguousarray(weight), stored)
        writer.add_tensor(gguf_name(hf_name), raw, raw_dtype=stored)
        back = dequantize(raw, stored).reshape(weight.shape)
        value.copy_(torch.from_numpy(restored(back, heads) if heads else back))
    if scaled:
        plain = llama().model.rotary_emb.inv_freq
        writer.add_tensor("rope_freqs.weight", (plain / model.model.rotary_emb.inv_freq).numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    expect(model, folder)


def vocabulary(writer):
    tokens = ["<unk>", "<s>", "</s>", "\u2581"] + [chr(ord("a") + i) for i in range(26)]
    tokens += ["\u2581" + c for c in "abhiost"]
    tokens += ["th", "he", "in", "er", "an", "\u2581the", "\u2581an", ".", ",", "!", "?"]
    assert len(tokens) == VOCAB
    types = [2, 3, 3] + [1] * (VOCAB - 3)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * 3 + [-float(i) for i in range(3, VOCAB)])
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)


def rotary():
    """Frequencies of each kind of scaling at the sizes of real models."""
    kinds = {
        "linear": dict(rope_type="linear", rope_theta=10000.0, factor=4.0),
        "llama3.1": dict(LLAMA3, rope_theta=500000.0, original_max_position_embeddings=8192),
        "llama3.2": dict(
            LLAMA3, rope_theta=500000.0, factor=32.0, original_max_position_embeddings=8192
        ),
        "yarn": dict(
            rope_type="yarn", rope_theta=10000.0, factor=16.0, original_max_position_embeddings=4096
        ),
        "yarn, given": dict(
            rope_type="yarn",
            rope_theta=1000000.0,
            factor=4.0,
            original_max_position_embeddings=32768,
            attention_factor=0.9,
            beta_fast=16.0,
            beta_slow=2.0,
        ),
        "dynamic": dict(rope_type="dynamic", rope_theta=10000.0, factor=2.0),
        "default": dict(rope_type="default", rope_theta=1000000.0),
    }
    cases = []
    for name, parameters in kinds.items():
        for head in (64, 128):
            config = transformers.LlamaConfig(
                hidden_size=head * 2,
                num_attention_heads=2,
                max_position_embeddings=65536,
                rope_parameters=dict(parameters),
            )
            embedding = transformers.models.llama.modeling_llama.LlamaRotaryEmbedding(config)
            cases.append(
                {
                    "name": name,
                    "head_dim": head,
                    "max_position_embeddings": 65536,
                    "rope_parameters": parameters,
                    "inverse_frequencies": packed(embedding.inv_freq),
                    "magnitude": embedding.attention_scaling,
                }
            )
    folder = clean("rotary")
    (folder / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")


def main():
    hugging_face(
        "llama-gqa-llama3-bf16",
        llama(tie_word_embeddings=True, rope_parameters=LLAMA3),
        torch.bfloat16,
    )
    hugging_face(
        "llama-untied-biases-f32", llama(attention_bias=True, mlp_bias=True), torch.float32
    )
    hugging_face(
        "llama-transformers4-f16",
        llama(num_key_value_heads=4, rope_parameters=dict(DEFAULT, rope_type="linear", factor=2.0)),
        torch.float16,
        rewrite=old_layout,
    )
    hugging_face("llama-sharded-bf16", llama(), torch.bfloat16, "20KB")
    hugging_face(
        "mistral-f16",
        transformers.MistralForCausalLM(
            transformers.MistralConfig(
                hidden_size=WIDTH,
                intermediate_size=INNER,
                num_hidden_layers=2,
                num_attention_heads=4,
                num_key_value_heads=2,
                head_dim=16,
                vocab_size=VOCAB,
                max_position_embeddings=CONTEXT,
                sliding_window=32,
            )
        ),
        torch.float16,
    )
    hugging_face(
        "qwen2-bf16",
        transformers.Qwen2ForCausalLM(
            transformers.Qwen2Config(
                hidden_size=WIDTH,
                intermediate_size=INNER,
                num_hidden_layers=2,
                num_attention_heads=4,
                num_key_value_heads=2,
                vocab_size=VOCAB,
                max_position_embeddings=CONTEXT,
                tie_word_embeddings=True,
            )
        ),
        torch.bfloat16,
    )
    hugging_face("gpt2-f32", gpt2(), torch.float32)
    hugging_face("gpt2-bare-f16", gpt2(), torch.float16, rewrite=bare_gpt2)
    kinds = gguf.GGMLQuantizationType
    gguf_model("gguf-f32", kinds.F32, tied=True, scaled=True)
    gguf_model("gguf-f16", kinds.F16, tied=True)
    gguf_model("gguf-bf16", kinds.BF16, tied=False)
    gguf_model("gguf-q8_0", kinds.Q8_0, tied=True)
    gguf_model("gguf-q4_0", kinds.Q4_0, tied=True)
    gguf_model("gguf-q4_1", kinds.Q4_1, tied=False)
    rotary()
    # Last, so that the random numbers of those before are the same with and without it.
    hugging_face("gpt2-gelu-f16", gpt2(activation_function="gelu"), torch.float16)


if __name__ == "__main__":
    main()
