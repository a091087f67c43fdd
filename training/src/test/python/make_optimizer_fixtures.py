"""Makes steps of PyTorch's optimizers and gradient clipping that ours are held to.

    python make_optimizer_fixtures.py      writes training/src/test/resources/fixtures/optimizers.json

A few parameters of every kind, five steps with given gradients and given factors on the learning rate, and the
values after each step: by AdamW alone (no decay on gains and biases), and by Muon for the matrices with AdamW
beside it. torch.optim.Muon iterates in bfloat16, whose rounding would hide our own; so its own source is run
here with float64 in that place, and how far the bfloat16 one lies from it is stored beside. Arrays are base64 of
little-endian float32. Needs: torch >= 2.9, numpy.
"""

import base64
import inspect
import json
from pathlib import Path

import numpy as np
import torch
import torch.optim._muon as torch_muon

OUT = Path(__file__).resolve().parents[1] / "resources" / "fixtures" / "optimizers.json"
STEPS = 5
FACTORS = [0.5, 1.0, 0.75, 0.3, 0.1]
ADAMW = dict(learningRate=2e-3, beta1=0.9, beta2=0.95, epsilon=1e-8, weightDecay=0.1)
MUON = dict(learningRate=0.02, momentum=0.95, weightDecay=0.05)
SHAPES = [
    ("embedding", "EMBEDDING", 11, 13),
    ("square", "MATRIX", 17, 17),
    ("tall", "MATRIX", 37, 9),
    ("wide", "MATRIX", 12, 40),
    ("nearly", "MATRIX", 20, 26),
    ("row", "MATRIX", 1, 19),
    ("still", "MATRIX", 6, 8),
    ("gain", "GAIN", 1, 13),
    ("bias", "BIAS", 1, 37),
    ("output", "OUTPUT", 11, 13),
]


def packed(tensor):
    return base64.b64encode(tensor.detach().numpy().astype("<f4").tobytes()).decode()


def in_float64():
    """PyTorch's own iteration, with another precision in its one place."""
    source = inspect.getsource(torch_muon._zeropower_via_newtonschulz)
    assert source.count("torch.bfloat16") == 1
    scope = dict(vars(torch_muon))
    exec(source.replace("torch.bfloat16", "torch.float64"), scope)
    function = scope["_zeropower_via_newtonschulz"]
    return lambda grad, *rest: function(grad, *rest).to(grad.dtype)


def adamw(parameters, settings):
    groups = [
        dict(params=[p for k, p in parameters if k not in ("GAIN", "BIAS")], weight_decay=settings["weightDecay"]),
        dict(params=[p for k, p in parameters if k in ("GAIN", "BIAS")], weight_decay=0.0),
    ]
    return torch.optim.AdamW(
        groups,
        lr=settings["learningRate"],
        betas=(settings["beta1"], settings["beta2"]),
        eps=settings["epsilon"],
    )


def run(values, gradients, use_muon):
    parameters = [(kind, torch.nn.Parameter(v.clone())) for (_, kind, _, _), v in zip(SHAPES, values)]
    matrices = [(k, p) for k, p in parameters if k == "MATRIX"]
    rest = [(k, p) for k, p in parameters if k != "MATRIX"]
    if use_muon:
        optimizers = [
            adamw(rest, ADAMW),
            torch.optim.Muon(
                [p for _, p in matrices],
                lr=MUON["learningRate"],
                momentum=MUON["momentum"],
                weight_decay=MUON["weightDecay"],
            ),
        ]
    else:
        optimizers = [adamw(parameters, ADAMW)]
    peaks = [[group["lr"] for group in o.param_groups] for o in optimizers]
    after = []
    for step in range(STEPS):
        for (_, p), g in zip(parameters, gradients[step]):
            p.grad = g.clone()
        for o, peak in zip(optimizers, peaks):
            for group, lr in zip(o.param_groups, peak):
                group["lr"] = lr * FACTORS[step]
            o.step()
        after.append([p.detach().clone() for _, p in parameters])
    return after


def main():
    torch.manual_seed(20261124)
    values, gradients = [], [[] for _ in range(STEPS)]
    for name, kind, rows, cols in SHAPES:
        shape = (rows, cols) if kind in ("MATRIX", "EMBEDDING", "OUTPUT") else (cols,)
        values.append(torch.randn(shape) * 0.3)
        for step in range(STEPS):
            g = torch.randn(shape) * 10.0 ** (step - 2)
            if name == "wide":  # of low rank, as gradients of few tokens are
                g = torch.randn(rows, 3) @ torch.randn(3, cols) * 0.1
            if name == "still":
                g = torch.zeros(shape)
            gradients[step].append(g)

    with_adamw = run(values, gradients, False)
    bfloat16 = run(values, gradients, True)
    torch_muon._zeropower_via_newtonschulz = in_float64()
    with_muon = run(values, gradients, True)
    gap = max(float((a - b).abs().max()) for a, b in zip(bfloat16[-1], with_muon[-1]))

    most = 20.0
    clipped = [g.clone() for g in gradients[3]]
    holders = [torch.nn.Parameter(v.clone()) for v in values]
    for h, g in zip(holders, clipped):
        h.grad = g
    norm = torch.nn.utils.clip_grad_norm_(holders, most)

    fixture = dict(
        torch=torch.__version__,
        factors=FACTORS,
        adamw=ADAMW,
        muon=MUON,
        bfloat16Gap=gap,
        clip=dict(step=3, most=most, norm=float(norm), gradients=[packed(h.grad) for h in holders]),
        parameters=[
            dict(
                name=name,
                kind=kind,
                rows=rows,
                cols=cols,
                values=packed(values[i]),
                gradients=[packed(gradients[s][i]) for s in range(STEPS)],
                afterAdamW=[packed(with_adamw[s][i]) for s in range(STEPS)],
                afterMuon=[packed(with_muon[s][i]) for s in range(STEPS)],
            )
            for i, (name, kind, rows, cols) in enumerate(SHAPES)
        ],
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(fixture, indent=1) + "\n")
    print(OUT, OUT.stat().st_size, "bytes; bfloat16 differs by", gap)


if __name__ == "__main__":
    main()
