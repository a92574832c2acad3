/** The conformance suite for storages of your own. */

import type { Storage } from "./hosted.js";
import { native } from "./native.js";
import type { ChangeSet, Query, ReadSet } from "./types.js";
import { answer, called, written } from "./wire.js";

/** One promise of a storage that the suite tests. */
export interface ConformanceCase {
  /** Its name. */
  readonly name: string;
  /** What is tested, in a sentence. */
  readonly checks: string;
  /**
   * Runs it. `open` makes an empty storage when it is called first, and opens the same one again when it is called again.
   *
   * The suite calls straight back, so the storage has to answer at once here, not with promises.
   *
   * @throws the error `conformance` with the promise that is broken
   */
  run(open: () => Storage): void;
}

/** Every case of the suite. */
export function conformanceCases(): ConformanceCase[] {
  const cases = answer<[string, string][]>(() => native.conformanceCases());
  return cases.map(([name, checks]) => ({ name, checks, run: (open) => run(name, open) }));
}

function run(name: string, open: () => Storage): void {
  const storages = new Map<number, Storage>();
  const ask = (number: number, what: string, text: string): string => {
    if (what === "open") {
      storages.set(number, open());
      return "";
    }
    const said = saidBy(storages.get(number) as Storage, what, text);
    if (said instanceof Promise) throw new TypeError(`\`${what}\` answered with a promise: the suite needs the answer at once`);
    return written(said);
  };
  called(() => native.conformanceRun(name, ask));
}

function saidBy(storage: Storage, what: string, text: string): unknown {
  const asked: unknown = JSON.parse(text);
  if (what === "load") return storage.load(asked as ReadSet);
  return what === "commit" ? storage.commit(asked as ChangeSet) : storage.scan(asked as Query);
}

/**
 * A text as the core writes it, whoever wrote it: equal values have equal texts.
 *
 * `kind` is `commands`, `query`, `page`, `snapshot` or `what_if`; in a module that was built with the suite also `outcomes`, `changes`
 * or `availability`.
 */
export function canonical(kind: string, text: string): string {
  return called(() => native.canonical(kind, text));
}
