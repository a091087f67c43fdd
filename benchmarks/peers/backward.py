#!/usr/bin/env python3
"""Times of PyTorch for what BackwardBenchmark times: a line "name milliseconds" each, the best of many runs.

usage: backward.py SECONDS    (threads: OMP_NUM_THREADS)
"""

import os
import sys
import time

import torch
import torch.nn.functional as F

SECONDS = float(sys.argv[1])
torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
torch.manual_seed(1)


def report(name, run):
    best = float("inf")
    stop = time.perf_counter() + SECONDS
    turns = 0
    while turns < 5 or time.perf_counter() < stop:
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
        turns += 1
    print(name, best * 1e3, flush=True)


def leaf(*shape):
    return torch.randn(*shape).requires_grad_()


def both(name, forward, inputs, gradient):
    """Forward and backward pass; gradients are overwritten, not added up."""

    def run():
        for x in inputs:
            x.grad = None
        y = forward()
        if gradient is None:
            y.backward()
        else:
            y.backward(gradient)

    report(name, run)


def linear(name, tokens, rows, cols):
    dy, x, w = torch.randn(tokens, rows), torch.randn(tokens, cols), torch.randn(rows, cols)
    y, dx, dw = torch.empty(tokens, rows), torch.empty(tokens, cols), torch.empty(rows, cols)
    report(name + ".forward", lambda: torch.mm(x, w.t(), out=y))
    report(name + ".dX", lambda: torch.mm(dy, w, out=dx))
    report(name + ".dW", lambda: torch.mm(dy.t(), x, out=dw))


def attention(name, batch, heads, length, d_head):
    # As a model has them: rows of all heads, seen head by head.
    q, k, v = (leaf(batch, length, heads, d_head) for _ in range(3))
    gradient = torch.randn(batch, heads, length, d_head)

    def forward():
        a, b, c = (x.transpose(1, 2) for x in (q, k, v))
        return F.scaled_dot_product_attention(a, b, c, is_causal=True)

    both(name, forward, [q, k, v], gradient)


def cross_entropy(name, n, d_model, vocab):
    hidden, output = leaf(n, d_model), leaf(vocab, d_model)
    targets = torch.arange(n) * 7919 % vocab
    both(name, lambda: F.cross_entropy(hidden @ output.t(), targets), [hidden, output], None)


def rows(name, n, d_model, d_ff):
    x, gain, bias, dy = leaf(n, d_model), leaf(d_model), leaf(d_model), torch.randn(n, d_model)
    both(name + ".rms-norm", lambda: F.rms_norm(x, (d_model,), gain, 1e-5), [x, gain], dy)
    both(name + ".layer-norm", lambda: F.layer_norm(x, (d_model,), gain, bias, 1e-5), [x, gain, bias], dy)
    gate, up, dh = leaf(n, d_ff), leaf(n, d_ff), torch.randn(n, d_ff)
    both(name + ".silu-gated", lambda: F.silu(gate) * up, [gate, up], dh)
    both(name + ".gelu-tanh", lambda: F.gelu(gate, approximate="tanh"), [gate], dh)
    both(name + ".dropout", lambda: F.dropout(x, 0.1), [x], dy)


linear("small.384x384", 4096, 384, 384)
linear("small.1024x384", 4096, 1024, 384)
linear("small.384x1024", 4096, 384, 1024)
linear("char.512x128", 768, 512, 128)
attention("small.attention", 16, 8, 256, 48)
attention("char.attention", 12, 4, 64, 32)
attention("classic.attention", 4, 8, 512, 48)
rows("small", 4096, 384, 1024)
cross_entropy("small.cross-entropy", 4096, 384, 8192)
cross_entropy("char.cross-entropy", 768, 128, 65)
