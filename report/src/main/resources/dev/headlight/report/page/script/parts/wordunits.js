// Tokens put together to words, as a reader counts them.

const JOINS = /^[\p{L}\p{N}\p{M}]$/u;

/** Scripts that write words without spaces: there a token stays what it is. */
const ALONE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;

/** The words of a text as [from, to) over its tokens: a token that begins with a letter or digit continues one that ends with one. */
export function wordsOf(tokens) {
  const joins = (c) => c !== undefined && JOINS.test(c) && !ALONE.test(c), words = [];
  tokens.forEach((token, i) => {
    const before = i > 0 ? [...tokens[i - 1]].at(-1) : undefined;
    if (i > 0 && joins([...token][0]) && joins(before)) words.at(-1)[1] = i + 1; else words.push([i, i + 1]);
  });
  return words;
}
