// The engine on a storage of your own. This one keeps JavaScript maps and answers later, as a database would. Whether it keeps every
// promise is tested in `test/conformance.test.mjs`, with the suite in `embeddable-oms/testing`.

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";

import { Engine, type ChangeSet, type Query, type ReadSet, type Storage } from "embeddable-oms";

import { StorageInMaps } from "./storage_in_maps.mjs";

/** The same maps behind a wait, so that writers fall between each other's steps. */
class Remote implements Storage {
  readonly #maps = new StorageInMaps();
  conflicts = 0;

  async load(wanted: ReadSet) {
    await setImmediate();
    return this.#maps.load(wanted);
  }

  async commit(changes: ChangeSet) {
    await setImmediate();
    const isWritten = this.#maps.commit(changes);
    if (!isWritten) this.conflicts++;
    return isWritten;
  }

  async scan(query: Query) {
    await setImmediate();
    return this.#maps.scan(query);
  }
}

const storage = new Remote();
const oms = Engine.on(storage);
const at = "2026-03-01T10:00:00Z";

await oms.submitMany([
  { id: "1", at, actor: "shop", command: { type: "put_location", location: { id: "berlin", country: "DE" } } },
  { id: "2", at, actor: "shop", command: { type: "put_channel", channel: { id: "web" } } },
  { id: "3", at, actor: "shop", command: { type: "put_item", sku: "tea" } },
  { id: "4", at, actor: "shop", command: { type: "receive_stock", sku: "tea", location: "berlin", quantity: 5 } },
]);

// Eight customers at once, and five units: nobody waits for anybody, and nothing is sold twice.
const customers = Array.from({ length: 8 }, (_, number) => `order-${number}`);
const answers = await Promise.allSettled(
  customers.map((order) => {
    const lines = [{ id: "1", sku: "tea", quantity: 1, unit_price: "4.50" }];
    return oms.submit({ id: order, at, actor: "shop", command: { type: "capture_order", order, channel: "web", currency: "EUR", lines } });
  }),
);
const sold = answers.filter(({ status }) => status === "fulfilled").length;
console.log(`${sold} of ${customers.length} orders were taken; ${storage.conflicts} commits found another writer first and were decided again`);
assert.equal(sold, 5);
assert.deepEqual((await oms.audit()).differences, []);
