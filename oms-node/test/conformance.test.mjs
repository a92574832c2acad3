// A storage written in TypeScript keeps every promise, and the suite tells one that does not.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { conformanceCases } from "embeddable-oms/testing";

import { StorageInMaps } from "../build/examples/storage_in_maps.mjs";

suite("a storage in maps", () => {
  for (const { name, run } of conformanceCases()) {
    test(name, () => {
      let storage;
      run(() => (storage ??= new StorageInMaps()));
    });
  }
});

test("a storage that forgets what it is given is told", () => {
  class Forgetful extends StorageInMaps {
    commit() {
      return true;
    }
  }
  for (const name of ["commands_are_in_the_log_once", "differences_add_up", "log_numbers_have_no_gaps", "everything_is_there_again"]) {
    const { run } = conformanceCases().find((one) => one.name === name);
    const storage = new Forgetful();
    assert.throws(() => run(() => storage), { code: "conformance" }, name);
  }
});

test("whatever a storage throws or answers is told, and the process goes on", () => {
  const [{ run }] = conformanceCases();
  const storage = (load) => () => ({ load, commit: () => true, scan: () => ({}) });
  const thrown = (open) => {
    try {
      run(open);
    } catch (error) {
      return error;
    }
    return assert.fail("a broken storage was not told");
  };
  const words = [
    thrown(storage(() => { throw new Error("no connection"); })),
    thrown(storage(() => { throw null; })),
    thrown(storage(() => undefined)),
    thrown(storage(() => 5)),
    thrown(storage(() => Promise.resolve({}))),
    thrown(() => { throw new Error("no such file"); }),
    thrown(() => undefined),
  ].map((error) => [error.code, error.message]);
  assert.ok(words.every(([code]) => code === "conformance" || code === "storage"), JSON.stringify(words));
  assert.match(words[0][1], /no connection/);
  assert.match(words[5][1], /no such file/);
});
