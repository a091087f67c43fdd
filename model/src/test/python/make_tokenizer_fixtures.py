"""Makes the small tokenizers that ours are tested against, and what their originals say of nasty texts.

    python make_tokenizer_fixtures.py            writes model/src/test/resources/tokenizers/

    texts.json            the nasty texts; half a surrogate pair among them, which the originals cannot
                          say: they are given U+FFFD in its place, as ours must read it
    sentencepiece-*.json  a vocabulary trained by sentencepiece, as the lists a GGUF file would hold, with
                          ids and decoded text of each nasty text by sentencepiece itself
    bytelevel-*.json      a byte-level BPE trained by Hugging Face's tokenizers behind the pre-tokenizer of a
                          family: the whole tokenizer.json, and ids and decoded text by the library
    shared.json           ids of the nasty texts by the two tokenizers beside the project (shared/data), if
                          they are there

The patterns of Llama 3 and Qwen 2 are taken from transformers, SmolLM's order of steps from its published
tokenizer.json. Needs: tokenizers, transformers >= 5, sentencepiece.
"""

import io
import json
import re
from pathlib import Path

import sentencepiece as spm
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers.integrations.gguf.gguf_tokenizer_mapping import GGUF_PRE_TOKENIZER_SPLITS
from transformers.models.qwen2 import tokenization_qwen2

OUT = Path(__file__).resolve().parents[1] / "resources" / "tokenizers"
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "tokenizers"

TEXTS = [
    "",
    " ",
    "  ",
    "\n",
    "a",
    "Once upon a time, there was a little girl named Lily.",
    "  two spaces before, three   within, two after  ",
    "tabs\tand\t\ttabs \t mixed \t\t with spaces",
    "lines\nand\r\nlines\r\n\r\nand\rreturns\n\n\n",
    "nul\0in the middle\0\0 and at the end\0",
    "bell\x07, escape\x1b[31m, delete\x7f, no-break\u00a0space, ideographic\u3000space, zero\u200bwidth, bom\ufeff",
    "emoji \U0001F600\U0001F680, flag \U0001F1E9\U0001F1EA, family \U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466, skin \U0001F44D\U0001F3FD, keycap 1\ufe0f\u20e3",
    "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8 \ud55c\uad6d\uc5b4 \U00020000\U0002A6D6",
    "combining e\u0301 a\u030a\u0323 n\u0303 and composed \u00e9 \u1ea1\u030a \u00f1; zalgo Z\u0351\u036b\u0343a\u0348\u034el",
    "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645 \u05e9\u05dc\u05d5\u05dd \u0928\u092e\u0938\u094d\u0924\u0947 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440! \u0393\u03b5\u03b9\u03ac \u03c3\u03bf\u03c5 \u039a\u03cc\u03c3\u03bc\u03b5; \u0130stanbul \u00dfTRASSE \ufb01n \u01c4",
    "digits 1 12 123 1234 12345678901234567890 3.14159 1,000,000 \u0661\u0662\u0663 \u2160\u2161 \u00bd\u00b2",
    "I'm you're HE'LL we'VE they'd don't 'tis rock'n'roll 's'S \u2019s",
    "if (x<=y) { return a[i]->b + \"c\" /* #!@$%^&*~` */ ; } //\\\\",
    "<s> </s> <unk> <0x0A> <|endoftext|> [SEP] <|im_start|>user \u2581marked\u2581spaces\u2581 <sep>a<sep><sep>",
    "half a pair \ud83d, the other half \ude00, wrong way \ude00\ud83d, and a whole \ud83d\ude00 after",
    "\ud800",
    "\ufffd\ufffe\uffff\U0010FFFF\ue000",
    "supercalifragilisticexpialidocious" * 3,
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "." * 70 + " " * 40 + "-" * 33 + "\n" * 9 + "=" * 17,
]

PEOPLE = "Mara Otis Ines Bram Lily Tom Quill Runa".split()
THINGS = "lantern kite river boat garden key drum letter mountain bird bread window story".split()
DEEDS = "found carried painted lost mended opened followed remembered borrowed heard".split()


def corpus():
    """A few thousand made sentences, and the nasty texts, so that pieces of all kinds are learned."""
    lines = []
    for i in range(3000):
        p, q, t, u, d, e = (
            words[(i * step + i // 7) % len(words)]
            for words, step in
            ((PEOPLE, 3), (PEOPLE, 5), (THINGS, 7), (THINGS, 11), (DEEDS, 3), (DEEDS, 7))
        )
        lines.append(f"Once upon a time {p} {d} the {t}, and {q} didn't. \"It's {i % 100 + 1900},\" {q} said.")
        lines.append(f"  The {u} that they'd {e} ({i} times)   was there; the {t} wasn't!")
    return lines + [well_formed(t) for t in TEXTS if t.strip()] * 3


def well_formed(text):
    """Pairs of surrogates joined, each half that is left as U+FFFD."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return re.sub("[\ud800-\udfff]", "\ufffd", joined)


def sentencepiece(name, vocab, byte_fallback, prefix=True):
    lines = [line for line in corpus() if "\0" not in line]
    model = io.BytesIO()
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, model_type="bpe", vocab_size=vocab,
        byte_fallback=byte_fallback, character_coverage=0.995, normalization_rule_name="identity",
        add_dummy_prefix=prefix, remove_extra_whitespaces=False, user_defined_symbols=["<sep>"],
        allow_whitespace_only_pieces=True, split_digits=True, num_threads=1, minloglevel=2)
    processor = spm.SentencePieceProcessor(model_proto=model.getvalue())
    texts = [well_formed(t) for t in TEXTS]
    ids = [processor.encode(t) for t in texts]
    write(f"sentencepiece-{name}.json", dict(
        tokens=[processor.id_to_piece(i) for i in range(len(processor))],
        scores=[processor.get_score(i) for i in range(len(processor))],
        types=[kind(processor, i) for i in range(len(processor))],
        prefix=prefix, bos=processor.bos_id(), eos=processor.eos_id(), unknown=processor.unk_id(),
        ids=ids, decoded=[processor.decode([i for i in text if i != processor.unk_id()]) for text in ids]))


def kind(processor, i):
    """The number that GGUF gives to a kind of piece."""
    if processor.is_unknown(i):
        return 2
    if processor.is_control(i):
        return 3
    if processor.is_byte(i):
        return 6
    return 4 if processor.id_to_piece(i) == "<sep>" else 1


def byte_level(name, pre, normalizer, splits, vocab=900, ignore_merges=False, bos=False):
    tokenizer = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    if normalizer is not None:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splits
    tokenizer.decoder = decoders.ByteLevel()
    specials = ["<|endoftext|>", "<|im_start|>"]
    tokenizer.train_from_iterator(corpus(), trainers.BpeTrainer(
        vocab_size=vocab, special_tokens=specials, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    if bos:
        tokenizer.post_processor = processors.Sequence([
            processors.ByteLevel(trim_offsets=False),
            processors.TemplateProcessing(single="<|endoftext|> $A", pair="<|endoftext|> $A <|endoftext|> $B",
                                          special_tokens=[("<|endoftext|>", 0)])])
    tokenizer.enable_truncation(5)  # both must be overridden by whoever opens it
    tokenizer.enable_padding(length=8, pad_id=1, pad_token="<|im_start|>")
    file = json.loads(tokenizer.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ids, decoded = run(tokenizer)
    write(f"bytelevel-{name}.json", dict(pre=pre, tokenizer=file, ids=ids, decoded=decoded))


def run(tokenizer):
    ids = [tokenizer.encode(well_formed(t), add_special_tokens=False).ids for t in TEXTS]
    return ids, [tokenizer.decode(i, skip_special_tokens=True) for i in ids]


def shared():
    if not SHARED.is_dir():
        return
    wordpiece = Tokenizer.from_file(str(SHARED / "all-minilm-l6-v2-tokenizer.json"))
    wordpiece.no_truncation()
    wordpiece.no_padding()
    gpt2 = Tokenizer(models.BPE.from_file(str(SHARED / "gpt2-encoder.json"), str(SHARED / "gpt2-vocab.bpe")))
    gpt2.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    gpt2.decoder = decoders.ByteLevel()
    gpt2.add_special_tokens(["<|endoftext|>"])
    result = {}
    for name, tokenizer in (("all-minilm", wordpiece), ("gpt2", gpt2)):
        ids, decoded = run(tokenizer)
        result[name] = dict(ids=ids, decoded=decoded)
    write("shared.json", result)


def write(name, value):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


def split(pattern):
    return pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def main():
    write("texts.json", TEXTS)
    sentencepiece("bytes", 620, True)
    sentencepiece("unknown", 330, False)
    sentencepiece("noprefix", 620, True, prefix=False)
    gpt2 = pre_tokenizers.ByteLevel(add_prefix_space=False)
    digits = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), gpt2])
    llama3 = GGUF_PRE_TOKENIZER_SPLITS["llama-bpe"]
    byte_level("gpt2", "gpt-2", None, gpt2)
    byte_level("smollm", "smollm", None, digits)
    byte_level("llama3", "llama-bpe", None, split(llama3), ignore_merges=True, bos=True)
    byte_level("qwen2", "qwen2", normalizers.NFC(), split(tokenization_qwen2.PRETOKENIZE_REGEX))
    shared()


if __name__ == "__main__":
    main()
