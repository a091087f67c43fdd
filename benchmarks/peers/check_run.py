"""Holds a folder that Headlight wrote to what transformers makes of it.

The model must load by AutoModelForCausalLM without a missing, unexpected or mismatched key and give the same
logits to 1e-4, and, where the folder has a tokenizer, AutoTokenizer must give the same ids for every text.

usage: check_run.py RUN ANSWERS.json [TEXTS.json]
ANSWERS.json comes from `dev.headlight.benchmarks.ModelAnswers RUN TEXTS.json ANSWERS.json`; TEXTS.json is by
default model/src/test/resources/tokenizers/texts.json. Needs: torch, transformers >= 5, numpy.
"""

import base64
import json
import os
import sys
from pathlib import Path

import numpy as np
import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

transformers.utils.logging.disable_progress_bar()
TOLERANCE = 1e-4
TEXTS = Path(__file__).resolve().parents[2] / "model/src/test/resources/tokenizers/texts.json"


def check_logits(run, answers):
    model, loading = AutoModelForCausalLM.from_pretrained(run, dtype=torch.float32, output_loading_info=True)
    wrong = {key: sorted(loading[key]) for key in ("missing_keys", "unexpected_keys", "mismatched_keys") if loading[key]}
    print(f"{type(model).__name__}: {sum(p.numel() for p in model.parameters()):,} parameters, keys {wrong or 'ok'}")
    worst = 0.0
    for window in answers["windows"]:
        ours = np.frombuffer(base64.b64decode(window["logits"]), "<f4").reshape(len(window["ids"]), -1)
        with torch.inference_mode():
            theirs = model.eval()(torch.tensor([window["ids"]])).logits[0].numpy()
        worst = max(worst, float(np.abs(ours - theirs).max()))
    good = bool(answers["windows"]) and worst <= TOLERANCE
    print(f"logits: {len(answers['windows'])} windows, largest difference {worst:.1e}: {'ok' if good else 'FAIL'}")
    return good and not wrong


def check_tokens(run, answers, texts):
    if not os.path.exists(os.path.join(run, "tokenizer.json")):
        print("tokens: the folder has no tokenizer.json")
        return True
    tokenizer = AutoTokenizer.from_pretrained(run)
    different = 0
    for text, ours in zip(texts, answers["texts"], strict=True):
        # Half a surrogate pair is no text to the library; it counts as U+FFFD here.
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        theirs = tokenizer.encode(whole, add_special_tokens=False)
        if theirs != ours:
            different += 1
            print(f"tokens of {text[:40]!r}: {ours[:12]} here, {theirs[:12]} there")
    print(f"tokens: {type(tokenizer).__name__}, {len(texts)} texts, {different} different: {'FAIL' if different else 'ok'}")
    return not different


def main():
    run, answers = sys.argv[1], json.loads(Path(sys.argv[2]).read_text())
    texts = json.loads(Path(sys.argv[3] if len(sys.argv) > 3 else TEXTS).read_text())
    good = [check_logits(run, answers), check_tokens(run, answers, texts)]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
