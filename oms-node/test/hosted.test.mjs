// The engine on a storage of the host's, which answers at once or later, and may fail in any way.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Engine, InsufficientStockError } from "embeddable-oms";

import { StorageInMaps } from "../build/examples/storage_in_maps.mjs";
import { capture, envelope, setUp } from "./shop.mjs";

/** The same storage, answering later. */
class Later extends StorageInMaps {
  async load(wanted) {
    await new Promise(setImmediate);
    return super.load(wanted);
  }
  async commit(changes) {
    await new Promise(setImmediate);
    return super.commit(changes);
  }
  async scan(query) {
    await new Promise(setImmediate);
    return super.scan(query);
  }
}

for (const [name, storage] of [["at once", new StorageInMaps()], ["later", new Later()]]) {
  test(`a storage that answers ${name} gives the same answers as one of ours`, async () => {
    const [ours, hosted] = [Engine.memory(), Engine.on(storage)];
    const commands = [...setUp(), envelope(capture("o-1", 2, { external_id: "1001" })), envelope(capture("o-2", 9)), envelope(capture("o-3"))];
    assert.deepEqual(await hosted.submitMany(commands), await ours.submitMany(commands));
    assert.deepEqual(await hosted.order("o-1"), ours.order("o-1"));
    assert.deepEqual(await hosted.orderByExternalId("web", "1001"), ours.order("o-1"));
    const asked = { at: "2026-03-01T11:00:00Z", channel: "web", skus: ["tea", "coffee"] };
    assert.deepEqual(await hosted.availability(asked), ours.availability(asked));
    const told = { at: asked.at, channel: "web", published: [{ sku: "tea", quantity: 99 }, { sku: "coffee" }] };
    assert.deepEqual(await hosted.publication(told), ours.publication(told));
    const query = { type: "orders", limit: 1 };
    const rows = [];
    for await (const row of hosted.rows(query)) rows.push(row);
    assert.deepEqual(rows, [...ours.rows(query)]);
    const next = [envelope(capture("o-4")), envelope({ type: "cancel_order", order: "o-1", reason: "customer" })];
    assert.deepEqual(await hosted.preview(next), ours.preview(next));
    assert.deepEqual(await hosted.performance(), await ours.performance());
    const tried = { stock: { percent: 20 } };
    assert.deepEqual(await hosted.whatIf(tried), await ours.whatIf(tried));
    assert.deepEqual(await hosted.cashAgeing(asked.at), await ours.cashAgeing(asked.at));
    assert.deepEqual(await hosted.unread("mailer", 2), ours.unread("mailer", 2));
    assert.deepEqual([await hosted.acknowledge("mailer", 1, 2), ours.acknowledge("mailer", 1, 2)], [true, true]);
    assert.deepEqual(await hosted.unread("mailer"), ours.unread("mailer"));
    assert.deepEqual(await hosted.query({ type: "consumers" }), ours.query({ type: "consumers" }));
    await assert.rejects(hosted.acknowledge("mailer", 1, 4), { code: "consumer_moved" });
    assert.deepEqual([await hosted.removeConsumer("mailer"), ours.removeConsumer("mailer")], [true, true]);
    assert.deepEqual(await hosted.audit(), await ours.audit());
    assert.equal(await hosted.digest(), await ours.digest());
    await assert.rejects(hosted.submit(envelope(capture("o-4", 9))), InsufficientStockError);
    assert.equal((await hosted.submit(envelope(capture("o-5")))).status, "applied");
    hosted.close();
    await assert.rejects(hosted.digest(), { code: "closed" });
  });
}

test("writers who run into each other all get what they asked for", async () => {
  const hosted = Engine.on(new Later());
  await hosted.submitMany(setUp());
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, number) => hosted.submit(envelope(capture(`o-${number}`))).catch((error) => error)),
  );
  assert.equal(outcomes.filter(({ status }) => status === "applied").length, 5);
  assert.equal(outcomes.filter(({ code }) => code === "insufficient_stock").length, 3);
  assert.deepEqual((await hosted.audit()).differences, []);
});

test("whatever a storage throws or answers is an error with a code, and nothing is written", async () => {
  const storage = new StorageInMaps();
  await Engine.on(storage).submitMany(setUp());
  const digest = await Engine.on(storage).digest();
  const wrong = [
    ["storage", { load() { throw new Error("no connection"); } }],
    ["storage", { load: () => Promise.reject(new Error("no connection")) }],
    ["storage", { commit() { throw "a text"; } }],
    ["storage", { commit: () => 1 }],
    ["storage", { commit: async () => "true" }],
    ["invalid_input", { load: () => undefined }],
    ["invalid_input", { load: () => 5 }],
    ["invalid_input", { load: () => ({ orders: "none" }) }],
    ["answer_misshapen", { load: (wanted) => ({ ...storage.load(wanted), skus: [] }) }],
    ["too_many_conflicts", { commit: () => false }],
  ];
  for (const [code, broken] of wrong) {
    const engine = Engine.on({
      load: (wanted) => storage.load(wanted),
      commit: (changes) => storage.commit(changes),
      scan: (query) => storage.scan(query),
      ...broken,
    });
    await assert.rejects(engine.submit(envelope(capture("o-1"))), (error) => {
      assert.equal(error.code, code, String(Object.values(broken)));
      return true;
    });
  }
  await assert.rejects(Engine.on({}).digest(), { code: "storage" });
  await assert.rejects(Engine.on({ load() { throw new RangeError("full"); } }).order("o"), ({ cause }) => cause instanceof RangeError);
  assert.equal(await Engine.on(storage).digest(), digest);
});
