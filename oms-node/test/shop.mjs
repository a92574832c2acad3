// A small shop that tests begin with.

const at = "2026-03-01T10:00:00Z";
let sent = 0;

/** A command in an envelope with an id of its own. */
export function envelope(command, rest = {}) {
  return { id: `test-${++sent}`, at, actor: "test", command, ...rest };
}

/** A location, a channel, and five units of tea. */
export function setUp() {
  return [
    { type: "put_location", location: { id: "berlin", country: "DE" } },
    { type: "put_channel", channel: { id: "web" } },
    { type: "put_item", sku: "tea" },
    { type: "receive_stock", sku: "tea", location: "berlin", quantity: 5 },
  ].map((command) => envelope(command));
}

/** An order of tea. */
export function capture(order, quantity = 1, rest = {}) {
  const lines = [{ id: "1", sku: "tea", quantity, unit_price: "4.50" }];
  return { type: "capture_order", order, channel: "web", currency: "EUR", lines, ...rest };
}
