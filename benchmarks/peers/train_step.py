"""One training step a line by PyTorch, for TrainingBenchmark.

    python train_step.py '{"llama": true, "layers": 6, ...}'

Reads "step" and answers with its seconds (forward, backward, clipping, optimizer; random ids), or "memory" and answers with
the most MiB this process ever held. An ordinary model: scaled_dot_product_attention, one projection for queries, keys and
values, one for gate and up; AdamW fused or by foreach, whichever is faster here; torch.optim.Muon where asked.
"""

import json
import sys
import time
from types import SimpleNamespace

import torch
import torch.nn as nn
import torch.nn.functional as F


def turn(x, cos, sin):
    a, b = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-b, a), dim=-1) * sin


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c, self.d_head = c, c.dim // c.heads
        bias = not c.llama
        norm = nn.RMSNorm if c.llama else nn.LayerNorm
        self.attention_norm = norm(c.dim, eps=1e-5)
        self.qkv = nn.Linear(c.dim, (c.heads + 2 * c.kv_heads) * self.d_head, bias=bias)
        self.output = nn.Linear(c.heads * self.d_head, c.dim, bias=bias)
        self.ff_norm = norm(c.dim, eps=1e-5)
        self.up = nn.Linear(c.dim, 2 * c.ff if c.llama else c.ff, bias=bias)
        self.down = nn.Linear(c.ff, c.dim, bias=bias)

    def forward(self, x, cos, sin):
        c = self.c
        batch, t, _ = x.shape
        qkv = self.qkv(self.attention_norm(x)).view(batch, t, -1, self.d_head).transpose(1, 2)
        q, k, v = qkv.split([c.heads, c.kv_heads, c.kv_heads], dim=1)
        if c.llama:
            q, k = turn(q, cos, sin), turn(k, cos, sin)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=c.kv_heads != c.heads)
        x = x + self.output(y.transpose(1, 2).reshape(batch, t, -1))
        u = self.up(self.ff_norm(x))
        if c.llama:
            gate, up = u.chunk(2, dim=-1)
            u = F.silu(gate) * up
        else:
            u = F.gelu(u, approximate="tanh")
        return x + self.down(u)


class Model(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.llama = c.llama
        self.embedding = nn.Embedding(c.vocab, c.dim)
        nn.init.normal_(self.embedding.weight, std=0.02)
        if not c.llama:
            self.positions = nn.Embedding(c.context, c.dim)
            nn.init.normal_(self.positions.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.layers))
        self.norm = nn.RMSNorm(c.dim, eps=1e-5) if c.llama else nn.LayerNorm(c.dim, eps=1e-5)
        self.head = nn.Linear(c.dim, c.vocab, bias=False)
        if c.tied:
            self.head.weight = self.embedding.weight
        d_head = c.dim // c.heads
        angle = torch.outer(torch.arange(c.context), 10000.0 ** (-torch.arange(0, d_head, 2) / d_head)).repeat(1, 2)
        self.register_buffer("cos", angle.cos())
        self.register_buffer("sin", angle.sin())

    def forward(self, ids, targets):
        x = self.embedding(ids)
        if not self.llama:
            x = x + self.positions.weight
        for layer in self.layers:
            x = layer(x, self.cos, self.sin)
        z = self.head(self.norm(x))
        return F.cross_entropy(z.flatten(0, 1), targets.flatten())


def adamw(parameters, kind):
    matrices = [p for p in parameters if p.ndim > 1]
    others = [p for p in parameters if p.ndim < 2]
    groups = [{"params": g, "weight_decay": w} for g, w in ((matrices, 0.1), (others, 0.0)) if g]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.95), **{kind: True})


class Trainer:
    def __init__(self, c):
        self.c = c
        torch.manual_seed(1)
        self.model = Model(c)
        hidden = [p for p in self.model.layers.parameters() if p.ndim == 2] if c.muon else []
        own = {id(p) for p in hidden}
        self.rest = [p for p in self.model.parameters() if id(p) not in own]
        self.muon = [torch.optim.Muon(hidden, lr=0.01, weight_decay=0.1)] if c.muon else []
        self.loss = torch.compile(self.model) if c.compile else self.model

    def use(self, kind):
        self.optimizers = [adamw(self.rest, kind)] + self.muon

    def gradients(self):
        ids = torch.randint(self.c.vocab, (self.c.batch, self.c.context + 1))
        self.loss(ids[:, :-1], ids[:, 1:]).backward()

    def step(self):
        start = time.perf_counter()
        self.gradients()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        return time.perf_counter() - start

    def adamw_seconds(self, kind):
        self.use(kind)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            self.optimizers[0].step()
            times.append(time.perf_counter() - start)
        return min(times)


def peak_mebibytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))


def main():
    c = SimpleNamespace(**json.loads(sys.argv[1]))
    torch.set_num_threads(c.threads)
    trainer = Trainer(c)
    trainer.gradients()
    best = min(("fused", "foreach"), key=trainer.adamw_seconds)
    trainer.use(best)
    trainer.step()
    print("ready torch %s, AdamW by %s" % (torch.__version__, best), flush=True)
    for line in sys.stdin:
        print(peak_mebibytes() if line.strip() == "memory" else trainer.step(), flush=True)


if __name__ == "__main__":
    main()
