// A search for heads, as "induction_entry > .5 & layer < 8": compared names, &, |, not, brackets. Nothing is evaluated but this.

import { exists } from "/parts/numbers.js";

const WORDS = /\s*(>=|<=|!=|[()<>=&|!]|\d*\.?\d+(?:e-?\d+)?|[a-z][a-z0-9_]*|\S)/giy;

/** The words that may stand for others. */
const SHORT = { induction: "induction_entry", previous: "previous_token", duplicate: "duplicate_token", sink: "alpha_0", entropy: "entropy_normalized", distance: "mean_distance", special: "special_mass", local: "locality_8" };
const ROLES = ["induction", "sink", "punctuation", "local", "broad", "mixed", "previous_token", "duplicate_token"];

/**
 * Makes a test of a text: test(value, role), value(name) giving a head's figure or null, role its role. An empty text is
 * a test that all pass. Throws an Error with a sentence where the text is no search; names are those that exist.
 */
export function searchOf(text, names) {
  const words = [];
  WORDS.lastIndex = 0;
  for (let m; (m = WORDS.exec(text)) !== null && m[1];) words.push(m[1]);
  if (words.length === 0) return () => true;
  let at = 0;
  const take = (word) => (words[at] === word ? (at++, true) : false);
  const wrong = (what) => new Error(`${what}; write it like “induction > .5 & layer < 8”`);

  function any() {
    const parts = [all()];
    while (take("|") || take("or")) { take("|"); parts.push(all()); }
    return parts.length === 1 ? parts[0] : (v, r) => parts.some((p) => p(v, r));
  }
  function all() {
    const parts = [one()];
    while (take("&") || take("and")) { take("&"); parts.push(one()); }
    return parts.length === 1 ? parts[0] : (v, r) => parts.every((p) => p(v, r));
  }
  function one() {
    if (take("!") || take("not")) { const inner = one(); return (v, r) => !inner(v, r); }
    if (take("(")) {
      const inner = any();
      if (!take(")")) throw wrong("a bracket is not closed");
      return inner;
    }
    const name = words[at++];
    if (name === undefined) throw wrong("the search ends too early");
    if (!/^[a-z]/i.test(name)) throw wrong(`“${name}” is no name of a score`);
    const compare = words[at];
    if (!["<", ">", "<=", ">=", "=", "!="].includes(compare)) {
      if (!ROLES.includes(name)) throw wrong(`after “${name}” stands no < or >, and it is no role`);
      return (v, role) => role === name.replace("_", " ");
    }
    at++;
    const limit = Number(words[at++]);
    if (Number.isNaN(limit)) throw wrong(`after “${name} ${compare}” stands no number`);
    const known = names.includes(name) ? name : SHORT[name];
    if (!names.includes(known)) throw wrong(`there is no score “${name}” here`);
    const test = { "<": (x) => x < limit, ">": (x) => x > limit, "<=": (x) => x <= limit, ">=": (x) => x >= limit, "=": (x) => x === limit, "!=": (x) => x !== limit }[compare];
    return (v) => exists(v(known)) && test(v(known));
  }
  const test = any();
  if (at < words.length) throw wrong(`“${words[at]}” does not belong here`);
  return test;
}
