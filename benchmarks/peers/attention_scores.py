"""The peer of the analysis: PyTorch and transformers on the same model, the same tokens, the same threads.

Reads lines `MODE T` from standard input and answers each with the seconds of one run, so that a driver can
interleave the two sides. Modes:

  plain    the model's ordinary forward with sdpa attention; captures nothing
  capture  eager attention with output_attentions, then every score of every head in vectorised torch
  stream   eager attention, the scores taken layer by layer in a forward hook, nothing kept

usage: attention_scores.py MODEL.gguf THREADS IDS.json
IDS.json is a list of token ids at least as long as the largest T.
"""

import json
import math
import os
import resource
import sys
import time

import torch
from transformers import AutoModelForCausalLM

LOCAL = (1, 4, 8, 16, 64)


class Masks:
    """What depends on the tokens alone, made once per window: not part of the time."""

    def __init__(self, ids):
        t = len(ids)
        x = torch.tensor(ids)
        i = torch.arange(t)[:, None]
        j = torch.arange(t)[None, :]
        self.distance = (i - j).clamp(min=0).float()
        same = x[:, None] == x[None, :]
        self.duplicate = (same & (j < i)).float()
        moved = torch.zeros(t, t, dtype=torch.bool)
        moved[:, 1:] = same[:, :-1]
        self.induction = (moved & (j <= i)).float()
        self.local = [((i - j < w) & (j <= i)).float() for w in LOCAL]
        special = torch.zeros(t)
        special[(x % 7) == 0] = 1.0  # as many keys as punctuation has; which ones does not change the time
        special[0] = 0.0
        self.special = special
        self.log_keys = torch.log(torch.arange(t).float() + 1).clamp(min=1e-9)
        self.rows = torch.arange(t)


def scores(a, m):
    """Every score of one layer, with and without the sink. a is [heads, T, T]."""
    out = []
    t = a.shape[-1]
    rest = a.clone()
    rest[:, :, 0] = 0
    total = rest.sum(-1, keepdim=True)
    rest = torch.where(total > 1e-6, rest / total, torch.zeros_like(rest))
    for p in (a, rest):
        h = -torch.special.xlogy(p, p).sum(-1)
        out.append(h[:, 1:].mean(-1))
        out.append((h[:, 2:] / m.log_keys[2:]).mean(-1))
        out.append((p * m.distance).sum(-1)[:, 1:].mean(-1))
        out.append(torch.diagonal(p, -1, 1, 2).mean(-1))
        out.append((p * m.duplicate).sum(-1).mean(-1))
        out.append((p * m.induction).sum(-1).mean(-1))
        for w in m.local:
            out.append((p * w).sum(-1)[:, 1:].mean(-1))
        out.append((p @ m.special).mean(-1))
        # the decay curve: the mean of each of the first diagonals and of log-spaced bins
        flat = torch.nn.functional.pad(p.flip(-1), (0, 1)).reshape(p.shape[0], -1)[:, : t * t].reshape(p.shape[0], t, t)
        out.append(flat.sum(1))
    out.append(a.sum(1) / (t - m.rows))  # alpha_k
    return out


def main():
    path, threads, ids_file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    torch.set_num_threads(threads)
    ids = json.load(open(ids_file))
    folder, name = os.path.split(os.path.abspath(path))

    def load(attention):
        model = AutoModelForCausalLM.from_pretrained(
            folder, gguf_file=name, dtype=torch.float32, attn_implementation=attention
        )
        return model.eval()

    sdpa = load("sdpa")
    eager = load("eager")
    eager.load_state_dict(sdpa.state_dict(), assign=True)  # one copy of the weights
    masks = {}
    print("ready", flush=True)
    for line in sys.stdin:
        mode, length = line.split()
        t = int(length)
        x = torch.tensor([ids[:t]])
        m = masks.setdefault(t, Masks(ids[:t])) if mode != "plain" else None
        with torch.inference_mode():
            begin = time.perf_counter()
            if mode == "plain":
                result = sdpa(x, use_cache=False).logits
            elif mode == "capture":
                attentions = eager(x, use_cache=False, output_attentions=True).attentions
                result = [scores(a[0], m) for a in attentions]
                del attentions
            elif mode == "stream":
                result = []
                handles = [
                    layer.self_attn.register_forward_hook(
                        lambda module, args, output: result.append(scores(output[1][0], m))
                    )
                    for layer in eager.model.layers
                ]
                eager(x, use_cache=False)
                for handle in handles:
                    handle.remove()
                assert len(result) == len(eager.model.layers)
            else:
                raise SystemExit(f"unknown mode {mode}")
            seconds = time.perf_counter() - begin
        del result
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "peak_mib": round(peak)}), flush=True)
        assert math.isfinite(seconds)


if __name__ == "__main__":
    main()
