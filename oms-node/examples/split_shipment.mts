// One order, two warehouses: no location has everything, so the plan splits it, and every decision says why.

import assert from "node:assert/strict";

import { derived, Engine, type Command } from "embeddable-oms";

using oms = Engine.memory();
let count = 0;

async function give(...commands: Command[]) {
  const outcomes = await oms.submitMany(
    commands.map((command) => ({ id: `command-${++count}`, at: "2026-03-01T10:00:00Z", actor: "warehouse", command })),
  );
  return outcomes.map((outcome) => {
    if (outcome.status === "refused") throw new Error(`refused: ${outcome.rejection.code}`);
    return outcome.receipt;
  });
}

await give(
  { type: "put_location", location: { id: "berlin", country: "DE" } },
  { type: "put_location", location: { id: "lyon", country: "FR" } },
  { type: "put_channel", channel: { id: "web" } },
  { type: "put_item", sku: "desk" },
  { type: "put_item", sku: "chair" },
  { type: "receive_stock", sku: "desk", location: "berlin", quantity: 1 },
  { type: "receive_stock", sku: "chair", location: "lyon", quantity: 4 },
);

const [receipt] = await give({
  type: "capture_order",
  order: "3001",
  channel: "web",
  currency: "EUR",
  lines: [
    { id: "1", sku: "desk", quantity: 1, unit_price: "240.00" },
    { id: "2", sku: "chair", quantity: 2, unit_price: "60.00" },
  ],
  shipping_address: { country: "DE" },
});
for (const event of receipt?.events ?? []) {
  if (event.type === "order_routed") {
    console.log(`chosen: ${event.decision.chosen.join(", ")}; ${event.decision.proven ? "no plan is better" : "the best plan found"}`);
    for (const { reason, locations } of event.decision.passed_over ?? []) console.log(`${locations.join(", ")}: ${reason}`);
  }
}

const captured = oms.order("3001");
assert.ok(captured);
const [first, second] = captured.fulfillments ?? [];
console.log(`work for ${first?.location} and ${second?.location}`);
assert.deepEqual([first?.location, second?.location].sort(), ["berlin", "lyon"]);

// The first location ships at once; the order is under way in part.
await give(
  { type: "pick_fulfillment", order: "3001", fulfillment: 1 },
  { type: "pack_parcel", order: "3001", fulfillment: 1 },
  { type: "ship_parcel", order: "3001", parcel: 1, carrier: "freight", tracking_number: "F-1" },
);
const status = () => {
  const order = oms.order("3001");
  assert.ok(order);
  return derived(order).statuses;
};
console.log(`after the first parcel: ${status().fulfillment}`);
assert.equal(status().fulfillment, "partially_shipped");

// The second follows, and both arrive.
await give(
  { type: "pick_fulfillment", order: "3001", fulfillment: 2 },
  { type: "pack_parcel", order: "3001", fulfillment: 2 },
  { type: "ship_parcel", order: "3001", parcel: 2, carrier: "parcel", tracking_number: "P-2" },
  { type: "record_tracking", order: "3001", parcel: 1, tracking: "delivered" },
  { type: "record_tracking", order: "3001", parcel: 2, tracking: "delivered" },
);
console.log(`after both: ${status().fulfillment}, ${status().delivery}`);
assert.equal(status().delivery, "delivered");
assert.deepEqual((await oms.audit()).differences, []);
