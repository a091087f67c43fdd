// A head's figures in words.

import { exists } from "../parts/numbers.js";
import { headName, intervalText, shown } from "../parts/words.js";
import { undecided } from "./results.js";

export const sinkWords = (sink) => ({ with: ", key 0 included", without: ", key 0 left out" })[sink] ?? "";

export const figureLabel = (f) => exists(f.value)
  ? `${headName(f.layer, f.head)}: ${intervalText(f)}, uniform ${shown(f.none)}, control ${shown(f.control)}, q ${shown(f.q)}${undecided(f) ? "; not told from uniform" : ""}`
  : `${headName(f.layer, f.head)}: no value`;

