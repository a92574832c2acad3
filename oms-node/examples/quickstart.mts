// A first order: set up a shop, take in stock, capture an order, look at it.

import assert from "node:assert/strict";

// README: begin
import { derived, Engine, InsufficientStockError, type Command, type Envelope } from "embeddable-oms";

using oms = Engine.memory(); // or Engine.open("shop.sqlite")

let count = 0;
const given = (command: Command): Envelope => ({ id: `${++count}`, at: "2026-03-01T10:00:00Z", actor: "shop", command });

oms.submit(given({ type: "put_location", location: { id: "berlin", country: "DE" } }));
oms.submit(given({ type: "put_channel", channel: { id: "web" } }));
oms.submit(given({ type: "put_item", sku: "shirt" }));
oms.submit(given({ type: "receive_stock", sku: "shirt", location: "berlin", quantity: 3 }));

const lines = [{ id: "1", sku: "shirt", quantity: 2, unit_price: "19.99", taxes: [{ rate: "0.19" }] }];
const payments = [{ id: "card", method: "card" as const, authorized: "39.98" }];
oms.submit(given({ type: "capture_order", order: "1001", channel: "web", currency: "EUR", prices_include_tax: true, lines, payments }));

try {
  oms.submit(given({ type: "capture_order", order: "1002", channel: "web", currency: "EUR", lines }));
} catch (error) {
  if (!(error instanceof InsufficientStockError)) throw error;
  console.log(`refused: ${error.requested} of ${error.sku} wanted, ${error.available} left`);
}

const order = oms.order("1001");
if (order) console.log(`order ${order.id} over ${order.total} ${order.currency} is ${derived(order).statuses.fulfillment}`);
// README: end

assert.equal(order?.total, "39.98");
assert.equal(oms.order("1002"), null);
assert.deepEqual((await oms.audit()).differences, []);
