"""Recomputes scores from full attention matrices, by the definitions, and compares them with a scores.csv.

The attention comes from transformers (eager, float32); every score is then taken naively in float64 from the
whole T x T matrix. Nothing of Headlight is used, so an agreement says that both follow the definitions.

usage: reference_scores.py MODEL IDS.jsonl scores.csv
MODEL is a Hugging Face folder or a GGUF file. IDS.jsonl holds documents `{"ids": [...]}`, each short enough
to be one window: the same file that was given to `headlight analyze MODEL --text IDS.jsonl`.
"""

import csv
import json
import os
import sys
from collections import defaultdict

import numpy as np
import torch
from transformers import AutoModelForCausalLM

LOCAL = (1, 4, 8, 16, 64)
TOLERANCE = defaultdict(lambda: 1e-5, mean_distance=1e-4)


def mean(values):
    values = [v for v in values if not np.isnan(v)]
    return float(np.mean(values)) if values else float("nan")


def document_scores(a, ids):
    """Scores of one head's matrix a [T, T] over one window: {(score, sink): value}."""
    t = len(ids)
    out = {}
    i = np.arange(t)
    duplicates = [[j for j in range(r) if ids[j] == ids[r]] for r in range(t)]
    followers = [[j for j in range(1, r + 1) if ids[j - 1] == ids[r]] for r in range(t)]
    for sink in ("with", "without"):
        if sink == "with":
            p, kept, first = a, np.ones(t, bool), 1
        else:
            rest = a.copy()
            rest[:, 0] = 0
            total = rest.sum(1)
            kept = total >= 1e-6
            kept[0] = False
            p, first = np.where(kept[:, None], rest / np.where(kept, total, 1)[:, None], 0), 1
        rows = [r for r in range(first, t) if kept[r]]
        logp = np.log(np.where(p > 0, p, 1))
        h = -(p * logp).sum(1)
        keys = i + 1 if sink == "with" else i
        out["entropy_nats", sink] = mean(h[rows])
        out["entropy_normalized", sink] = mean([h[r] / np.log(keys[r]) for r in rows if keys[r] > 1])
        out["mean_distance", sink] = mean([(p[r, : r + 1] * (r - i[: r + 1])).sum() for r in rows])
        out["previous_token", sink] = mean([p[r, r - 1] for r in rows if sink == "with" or r >= 2])
        drop = 0 if sink == "with" else 1
        out["duplicate_token", sink] = mean(
            [sum(p[r, j] for j in duplicates[r]) for r in rows if any(j >= drop for j in duplicates[r])]
        )
        out["natural_induction", sink] = mean(
            [sum(p[r, j] for j in followers[r]) for r in rows if duplicates[r]]
        )
        for w in LOCAL:
            out[f"locality_{w}", sink] = mean([p[r, max(0, r - w + 1) : r + 1].sum() for r in rows])
    out["alpha_0", "with"] = float(a[:, 0].mean())
    return out


def main():
    path, ids_file, table = sys.argv[1:4]
    where, extra = (os.path.split(os.path.abspath(path)), {}) if os.path.isfile(path) else ((path, None), {})
    if where[1]:
        extra["gguf_file"] = where[1]
    model = AutoModelForCausalLM.from_pretrained(
        where[0], dtype=torch.float32, attn_implementation="eager", **extra
    ).eval()
    per_head = defaultdict(list)
    for line in open(ids_file):
        ids = json.loads(line)["ids"]
        with torch.inference_mode():
            attentions = model(torch.tensor([ids]), output_attentions=True).attentions
        for layer, heads in enumerate(attentions):
            for head, a in enumerate(heads[0].double().numpy()):
                for key, value in document_scores(a, ids).items():
                    per_head[(layer, head) + key].append(value)
    worst = defaultdict(lambda: (0.0, ""))
    missing = set(key[2:] for key in per_head)
    for row in csv.DictReader(open(table)):
        key = (int(row["layer"]), int(row["head"]), row["score"], row["sink"])
        if key not in per_head and row["sink"] == "":
            key = key[:3] + ("with",)
        if key not in per_head:
            continue
        missing.discard(key[2:])
        expected = mean(per_head[key])
        found = float(row["value"]) if row["value"] else float("nan")
        if np.isnan(expected) and np.isnan(found):
            continue
        difference = abs(expected - found)
        if not difference <= worst[key[2:]][0]:
            worst[key[2:]] = (difference, f"layer {key[0]} head {key[1]}: {found} for {expected}")
    failed = bool(missing)
    for key in sorted(missing):
        print(f"{key[0]:20s} {key[1]:8s} not in the table")
    for (score, sink), (difference, what) in sorted(worst.items()):
        bad = not difference <= TOLERANCE[score]
        failed |= bad
        print(f"{score:20s} {sink:8s} {difference:.1e} {'FAIL' if bad else 'ok'}  {what}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
