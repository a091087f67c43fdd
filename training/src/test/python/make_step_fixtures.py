"""Makes one whole training step of two tiny models as PyTorch takes it.

    python make_step_fixtures.py      writes training/src/test/resources/fixtures/step-llama/ and step-gpt2/

Each holds weights, gradient, adamw and muon: folders in Hugging Face's layout with the weights, the gradient of
the loss by every one of them, and the weights after one step of AdamW, or of Muon for the matrices inside the
layers with AdamW beside it. step.json says the batch, the loss and the settings. The models are transformers'
own (llama: grouped queries, tied embeddings; gpt2), run in float64 from float32 weights; Muon is torch.optim.Muon
with its iteration in float64 (see make_optimizer_fixtures.py). GPT-2's fused query, key and value are three
matrices to Muon, each [out, in]. AdamW's epsilon is large, so that a step does not hang on the sign of gradients
that are nearly zero. Needs: torch >= 2.9, transformers >= 5, safetensors.
"""

import json
import shutil
from pathlib import Path

import torch
import torch.optim._muon as torch_muon
import transformers
from safetensors.torch import save_file

from make_optimizer_fixtures import in_float64

OUT = Path(__file__).resolve().parents[1] / "resources" / "fixtures"
VOCAB, WIDTH, CONTEXT, BATCH = 40, 24, 13, 3
ADAMW = dict(learningRate=1e-2, beta1=0.9, beta2=0.95, epsilon=1e-4, weightDecay=0.1)
MUON = dict(learningRate=2e-2, momentum=0.95, weightDecay=0.05)


def llama():
    return transformers.LlamaForCausalLM(
        transformers.LlamaConfig(
            hidden_size=WIDTH,
            intermediate_size=40,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            vocab_size=VOCAB,
            max_position_embeddings=32,
            rms_norm_eps=1e-5,
            tie_word_embeddings=True,
        )
    )


def gpt2():
    return transformers.GPT2LMHeadModel(
        transformers.GPT2Config(
            n_embd=WIDTH,
            n_inner=56,
            n_layer=2,
            n_head=4,
            vocab_size=VOCAB,
            n_positions=16,
            bos_token_id=0,
            eos_token_id=0,
            attn_pdrop=0.0,
            embd_pdrop=0.0,
            resid_pdrop=0.0,
        )
    )


def randomise(model):
    """Weights at which every part of the model matters and no gradient is negligible."""
    for name, parameter in model.named_parameters():
        if "norm" in name or "ln_" in name:
            torch.nn.init.normal_(parameter, 1.0 if name.endswith("weight") else 0.0, 0.2)
        elif name.endswith("bias"):
            torch.nn.init.normal_(parameter, 0.0, 0.2)
        else:
            torch.nn.init.normal_(parameter, 0.0, 0.25)


def matrices(name, tensor):
    """A layer's matrix as the optimizer sees it: views [out, in]."""
    if "c_attn.weight" in name:
        return [part.T for part in tensor.split(WIDTH, dim=1)]
    return [tensor.T if name.startswith("transformer.h.") else tensor]


def stepped(values, gradients, use_muon):
    after = {name: v.clone() for name, v in values.items()}
    matrix, decayed, plain = [], [], []
    for name, tensor in after.items():
        if tensor.dim() == 1:
            group, parts, grads = plain, [tensor], [gradients[name]]
        elif use_muon and (".h." in name or ".layers." in name):
            group, parts, grads = matrix, matrices(name, tensor), matrices(name, gradients[name])
        else:
            group, parts, grads = decayed, [tensor], [gradients[name]]
        for part, grad in zip(parts, grads):
            leaf = torch.nn.Parameter(part)  # shares the memory
            leaf.grad = grad.clone()
            group.append(leaf)
    optimizers = [
        torch.optim.AdamW(
            [
                dict(params=decayed, weight_decay=ADAMW["weightDecay"]),
                dict(params=plain, weight_decay=0.0),
            ],
            lr=ADAMW["learningRate"],
            betas=(ADAMW["beta1"], ADAMW["beta2"]),
            eps=ADAMW["epsilon"],
        )
    ]
    if use_muon:
        optimizers.append(
            torch.optim.Muon(
                matrix, lr=MUON["learningRate"], momentum=MUON["momentum"], weight_decay=MUON["weightDecay"]
            )
        )
    for optimizer in optimizers:
        optimizer.step()
    assert all(not torch.equal(after[n], values[n]) for n in values)
    return after


def make(name, model):
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    randomise(model)
    model.save_pretrained(folder / "weights")
    (folder / "weights" / "generation_config.json").unlink(missing_ok=True)
    model = type(model).from_pretrained(folder / "weights", dtype=torch.float64, attn_implementation="eager")
    ids = torch.randint(0, VOCAB, (BATCH, CONTEXT + 1))
    ids[:, 7:11] = ids[:, 1:5]
    logits = model.train()(ids[:, :-1]).logits
    loss = torch.nn.functional.cross_entropy(logits.reshape(-1, VOCAB), ids[:, 1:].reshape(-1))
    loss.backward()
    values = {n: p.detach() for n, p in model.named_parameters()}
    gradients = {n: p.grad for n, p in model.named_parameters()}
    results = dict(
        gradient=gradients,
        adamw=stepped(values, gradients, False),
        muon=stepped(values, gradients, True),
    )
    for result, tensors in results.items():
        (folder / result).mkdir()
        shutil.copy(folder / "weights" / "config.json", folder / result)
        save_file(
            {n: t.float().contiguous() for n, t in tensors.items()},
            folder / result / "model.safetensors",
            metadata={"format": "pt"},
        )
    step = dict(
        torch=torch.__version__,
        transformers=transformers.__version__,
        batch=BATCH,
        context=CONTEXT,
        ids=ids.flatten().tolist(),
        loss=loss.item(),
        adamw=ADAMW,
        muon=MUON,
    )
    (folder / "step.json").write_text(json.dumps(step) + "\n")
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    print(name, f"loss {loss.item():.4f}, {size} bytes")


def main():
    torch.manual_seed(20261124)
    torch_muon._zeropower_via_newtonschulz = in_float64()
    transformers.utils.logging.disable_progress_bar()
    make("step-llama", llama())
    make("step-gpt2", gpt2())


if __name__ == "__main__":
    main()
