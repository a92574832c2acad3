// The functions of a library, by the names that people read.

import { spawnSync } from "node:child_process";

/** Symbols by name; several may have one. Nothing where there is no `nm`. */
export function symbolsOf(library) {
  const listed = ["--no-demangle", "--demangle"].map((names) => {
    const told = spawnSync("nm", ["--no-sort", "--defined-only", names, library], { encoding: "utf8", maxBuffer: 1 << 28 });
    return told.status === 0 ? told.stdout.split("\n").filter((line) => / [tT] /.test(line)) : undefined;
  });
  const [symbols, names] = listed;
  if (!symbols || symbols.length !== names?.length) return undefined;
  const found = new Map();
  names.forEach((line, place) => {
    const name = line.slice(line.indexOf(" ") + 3);
    const symbol = symbols[place].slice(symbols[place].indexOf(" ") + 3);
    found.set(name, [...(found.get(name) ?? []), symbol]);
  });
  return found;
}
