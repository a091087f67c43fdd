// Questions to the server. What goes wrong comes back as an Error whose message is a sentence.

const visitor = crypto.getRandomValues(new Uint32Array(2)).join("-");
let order = 0;
const LOST = "The explorer does not answer; is it still running?";

async function sent(path, question, signal) {
  let answer;
  try {
    answer = await fetch(path, question === undefined ? { signal }
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ visitor, order: ++order, ...question }), signal });
  } catch (e) {
    throw e.name === "AbortError" ? e : new Error(LOST);
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    throw new Error(told.error ?? LOST);
  }
  return answer;
}

/** One answer. */
export const ask = async (path, question, signal) => (await sent(path, question, signal)).json();

/** An answer in parts: onjson(object) and onlayer(number, bytes) are called as they come. */
export async function askInParts(path, question, { signal, onjson, onlayer }) {
  const reader = (await sent(path, question, signal)).body.getReader();
  let held = new Uint8Array(1 << 16), from = 0, to = 0;
  const words = new TextDecoder();
  while (true) {
    const { value, done } = await reader.read().catch((e) => { throw e.name === "AbortError" ? e : new Error(LOST); });
    if (done) break;
    if (to + value.length > held.length) {
      const grown = to - from + value.length > held.length ? new Uint8Array(2 * (to - from + value.length)) : held;
      grown.set(held.subarray(from, to));
      held = grown; to -= from; from = 0;
    }
    held.set(value, to);
    to += value.length;
    while (to - from >= 5) {
      const length = new DataView(held.buffer).getUint32(from + 1, true);
      if (to - from < 5 + length) break;
      const kind = held[from], content = held.slice(from + 5, from + 5 + length); // a copy: it is aligned, and stays
      from += 5 + length;
      if (kind === 2) onlayer(new DataView(content.buffer).getInt32(0, true), content);
      else if (kind === 1) {
        const told = JSON.parse(words.decode(content));
        if (told.kind === "error") throw new Error(told.error);
        if (told.kind === "stopped") throw new DOMException("a newer question took its place", "AbortError");
        onjson(told);
      }
    }
  }
}

/** Calls work with a signal, ending the call before; a failure that is no such end goes to onerror. */
export function latest(onerror) {
  let running = null;
  return async (work) => {
    running?.abort();
    const mine = running = new AbortController();
    try {
      await work(mine.signal);
    } catch (e) {
      if (e.name !== "AbortError" && running === mine) onerror(e);
    } finally {
      if (running === mine) running = null;
    }
  };
}
