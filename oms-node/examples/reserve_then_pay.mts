// A checkout: stock is reserved for the cart while the customer pays, and given to the order once the money is set aside.
// A cart that is left behind gives its stock back at the very instant its time is over.

import assert from "node:assert/strict";

import { Engine, InsufficientStockError, type Command, type Sku } from "embeddable-oms";

using oms = Engine.memory();
let count = 0;

function give(at: string, command: Command) {
  return oms.submit({ id: `command-${++count}`, at: `2026-03-01T${at}Z`, actor: "checkout", command });
}

function left(at: string, sku: Sku): number | undefined {
  return oms.availability({ at: `2026-03-01T${at}Z`, channel: "web", skus: [sku] })[0]?.available;
}

give("09:00:00", { type: "put_location", location: { id: "berlin", country: "DE" } });
give("09:00:00", { type: "put_channel", channel: { id: "web", requires_payment: true } });
give("09:00:00", { type: "put_item", sku: "lamp" });
give("09:00:00", { type: "receive_stock", sku: "lamp", location: "berlin", quantity: 2 });

// Two customers put the last two lamps into their carts, each for ten minutes.
for (const reservation of ["cart-a", "cart-b"]) {
  give("10:00:00", { type: "reserve_stock", reservation, channel: "web", lines: [{ sku: "lamp", quantity: 1 }], time_to_live: 600 });
}
console.log(`lamps left at 10:00: ${left("10:00:00", "lamp")}`);
assert.equal(left("10:00:00", "lamp"), 0);

// One pays in time: the lamp of the cart becomes that of the order.
const capture = (order: string, reservation?: string): Command => ({
  type: "capture_order",
  order,
  channel: "web",
  currency: "EUR",
  ...(reservation !== undefined && { reservation }),
  lines: [{ id: "1", sku: "lamp", quantity: 1, unit_price: "89.00" }],
  payments: [{ id: "card", method: "card", authorized: "89.00" }],
});
give("10:06:30", capture("2001", "cart-a"));
console.log(`order 2001 has work for ${oms.order("2001")?.fulfillments?.[0]?.location}`);
assert.equal(oms.order("2001")?.fulfillments?.length, 1);

// The other lets the time pass: at its end the lamp is free again, without anybody having looked meanwhile, and a third buys it.
console.log(`lamps left at 10:10: ${left("10:10:00", "lamp")}`);
assert.equal(left("10:10:00", "lamp"), 1);
give("10:10:30", capture("2002"));
assert.throws(() => give("10:11:00", capture("2003", "cart-b")), (error) => {
  assert.ok(error instanceof InsufficientStockError);
  console.log(`refused: ${error.message}`);
  return true;
});

// The money of the first is taken when the lamp leaves.
for (const command of [
  { type: "pick_fulfillment", order: "2001", fulfillment: 1 },
  { type: "pack_parcel", order: "2001", fulfillment: 1 },
  { type: "ship_parcel", order: "2001", parcel: 1, carrier: "courier" },
  { type: "capture_payment", order: "2001", payment: "card", amount: "89.00" },
] satisfies Command[]) {
  give("14:00:00", command);
}
const [payment] = oms.order("2001")?.payments ?? [];
console.log(`transactions of the card: ${payment?.transactions.map(({ kind, amount }) => `${kind} ${amount}`).join(", ")}`);
assert.deepEqual((await oms.audit()).differences, []);
