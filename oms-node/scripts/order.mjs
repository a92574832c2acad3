// Writes `order.txt`: the functions of the native module that a single command runs through, those first in which most time is spent.
//
// Where it is spent is told by `perf` for Linux, of a module that has its names yet:
//
//     cp ../target/npm/liboms_node.so prebuilt/oms.linux-x64.node
//     yes "texts 1" | head -200 | perf record --call-graph fp -o calls.perf node benches/calls.mjs
//     perf script --no-demangle -F ip,sym -i calls.perf | node scripts/order.mjs ../target/npm/liboms_node.so
//
// Names that a module does not have are passed over when it is linked, so that an old list is no error: only its use fades.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { symbolsOf } from "./symbols.mjs";

/** Functions with less than this share of the time stay where they are. */
const SHARE = 1 / 10_000;

const nameOf = new Map();
for (const [name, symbols] of symbolsOf(process.argv[2])) for (const symbol of symbols) nameOf.set(symbol, name);

const seen = new Map();
let samples = 0;
for (const stack of readFileSync(0, "utf8").split("\n\n")) {
  const frames = [...stack.matchAll(/^\s*[0-9a-f]+ (\S+)/gm)].map(([, symbol]) => symbol);
  if (!frames.some((symbol) => nameOf.get(symbol)?.includes("trampoline") || nameOf.get(symbol)?.includes("Handle>::submit"))) continue;
  samples += 1;
  const name = nameOf.get(frames[0]);
  if (name) seen.set(name, (seen.get(name) ?? 0) + 1);
}

const order = [...seen].filter(([, times]) => times > samples * SHARE).sort(([, one], [, other]) => other - one);
const file = join(dirname(fileURLToPath(import.meta.url)), "order.txt");
writeFileSync(file, order.map(([name]) => `${name}\n`).join(""));
console.log(`${order.length} functions of ${samples} samples: ${file}`);
