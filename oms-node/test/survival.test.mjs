// Nothing that goes wrong ends the process: each of these runs in a process of its own, with a time limit.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** Runs a program; it has to end by itself, and to have printed that it did. */
function survives(program) {
  const begin = `import assert from "node:assert/strict";
    import { Engine } from "embeddable-oms";
    import { conformanceCases } from "embeddable-oms/testing";
    import { capture, envelope, setUp } from "./shop.mjs";
    const code = async (work) => { try { await work(); } catch (error) { return error.code; } };`;
  const source = `${begin}\n${program}\nconsole.log("alive");`;
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const ended = spawnSync(process.execPath, ["--input-type=module", "--eval", source], { cwd, encoding: "utf8", timeout: 60_000 });
  assert.equal(ended.signal, null, ended.stderr);
  assert.equal(ended.status, 0, ended.stderr);
  assert.equal(ended.stdout, "alive\n");
}

test("a panic on the JavaScript thread", () => {
  survives(`
    import { createRequire } from "node:module";
    const { native } = createRequire(import.meta.url)("../dist/native.js");
    const engine = native.NativeEngine.memory();
    assert.throws(() => engine.panicForATest(false));
    await assert.rejects(engine.panicForATest(true), /internal/);
    assert.match(engine.read("order", "o-1"), /null/);`);
});

test("a storage that throws, at once and later", () => {
  survives(`
    const broken = (load) => Engine.on({ load, commit: () => true, scan: () => { throw new Error("no"); } });
    assert.equal(await code(() => broken(() => { throw new Error("no"); }).order("o-1")), "storage");
    assert.equal(await code(() => broken(() => { throw undefined; }).order("o-1")), "storage");
    assert.equal(await code(() => broken(() => Promise.reject(null)).order("o-1")), "storage");
    assert.equal(await code(() => broken(() => null).digest()), "storage");`);
});

test("a storage that answers what is no answer", () => {
  survives(`
    for (const load of [() => undefined, () => 10n, () => "text", () => ({ orders: 5 }), () => [], () => Symbol("s"), () => () => 1]) {
      const engine = Engine.on({ load, commit: () => true, scan: load });
      assert.ok(await code(() => engine.order("o-1")));
      assert.ok(await code(() => engine.digest()));
    }`);
});

test("a storage in the suite that throws, and one that answers with a promise", () => {
  survives(`
    for (const { run } of conformanceCases()) {
      assert.equal(await code(() => run(() => ({ load() { throw 1; }, commit() { throw 2; }, scan() { throw 3; } }))), "conformance");
      assert.equal(await code(() => run(() => ({ load: async () => {}, commit: async () => true, scan: async () => {} }))), "conformance");
    }`);
});

test("a suite started from within itself", () => {
  survives(`
    const [first] = conformanceCases();
    const storage = { load() { first.run(() => storage2); }, commit: () => true, scan: () => ({}) };
    const storage2 = { load() { throw new Error("inner"); }, commit: () => true, scan: () => ({}) };
    assert.equal(await code(() => first.run(() => storage)), "conformance");`);
});

test("the native module called with the wrong arguments, and on the wrong objects", () => {
  survives(`
    import { createRequire } from "node:module";
    const { native } = createRequire(import.meta.url)("../dist/native.js");
    const engine = native.NativeEngine.memory();
    for (const wrong of [undefined, null, 5, {}, [], () => 1, Symbol("s")]) {
      assert.throws(() => engine.submit(wrong));
      assert.throws(() => native.workOut(wrong, "{}"));
      assert.throws(() => native.workOut("derived", wrong));
      assert.throws(() => engine.read("query", wrong));
      assert.throws(() => native.conformanceRun("an_empty_storage_answers", wrong));
      assert.throws(() => engine.submit.call(wrong, "{}"));
      assert.throws(() => engine.submitMany.call(wrong, "[]"));
    }
    assert.throws(() => native.conformanceRun("an_empty_storage_answers", () => 5));
    assert.throws(() => native.conformanceRun("an_empty_storage_answers", () => { throw new Error("no"); }));
    assert.throws(() => engine.read("no such thing", "{}"), /internal/);
    await assert.rejects(engine.workOut("no such thing", "{}"), /internal/);
    assert.throws(() => new native.NativeHostEngine().begin("no such thing", "{}"), /internal/);
    assert.throws(() => native.NativeEngine());
    assert.throws(() => new native.NativeEngine().read("order", "o"));`);
});

test("a program that ends while a batch is on its way", () => {
  survives(`
    const engine = Engine.memory();
    await engine.submitMany(setUp());
    void engine.submitMany(Array.from({ length: 500 }, (_, number) => envelope(capture("o-" + number))));`);
});

test("a thread of Node that ends while a batch of its engine is on its way", () => {
  survives(`
    import { Worker } from "node:worker_threads";
    const program = \`
      import { parentPort, workerData } from "node:worker_threads";
      const { Engine } = await import(workerData.oms);
      const { capture, envelope, setUp } = await import(workerData.shop);
      const engine = Engine.memory();
      await engine.submitMany(setUp());
      void engine.submitMany(Array.from({ length: 5_000 }, (_, number) => envelope(capture("o-" + number))));
      void engine.digest();
      parentPort.postMessage("sent");\`;
    for (let round = 0; round < 5; round++) {
      const source = new URL("data:text/javascript," + encodeURIComponent(program));
      const worker = new Worker(source, { workerData: { shop: import.meta.resolve("./shop.mjs"), oms: import.meta.resolve("embeddable-oms") } });
      await new Promise((resolve, reject) => worker.on("error", reject).on("message", resolve));
      await worker.terminate();
    }
    const engine = Engine.memory();
    await engine.submitMany(setUp());
    assert.equal(engine.submit(envelope(capture("o-1"))).status, "applied");`);
});

test("a package without its native module, or with one of another version, says what to do", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "oms-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const package_ = fileURLToPath(new URL("..", import.meta.url));
  cpSync(join(package_, "dist"), join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "99.0.0" }));
  const load = () => require(join(folder, "dist", "index.js"));
  assert.throws(load, { code: "no_native_module" });
  symlinkSync(join(package_, "prebuilt"), join(folder, "prebuilt"), "junction");
  assert.throws(load, { code: "other_version" });
});
