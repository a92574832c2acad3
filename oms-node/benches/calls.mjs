// What JavaScript adds to a call: the typed package beside the native module's texts, in turns, least of many rounds.
//
//   node benches/calls.mjs
//
// Both do the same work on orders of three lines in memory. Figures are wall time, so run it on an idle machine.

import { createRequire } from "node:module";

import { Engine } from "embeddable-oms";

const { native } = createRequire(import.meta.url)("../dist/native.js");

const ROUNDS = 2_000;
const BATCH = 100;
const at = "2026-03-01T10:00:00Z";

function capture(number) {
  const lines = [0, 1, 2].map((line) => ({
    id: `${line}`,
    sku: `sku-${(number * 3 + line) % 500}`,
    quantity: 1 + line,
    unit_price: "19.99",
    taxes: [{ rate: "0.19" }],
  }));
  const command = {
    type: "capture_order",
    order: `o-${number}`,
    channel: "web",
    external_id: `x-${number}`,
    customer: `customer-${number % 1000}`,
    currency: "EUR",
    prices_include_tax: true,
    lines,
    shipping_address: { address1: "Street 1", city: "Berlin", postal_code: "10115", country: "DE" },
    payments: [{ id: "card", method: "card", authorized: "119.94" }],
  };
  return { id: `c-${number}`, at, actor: "bench", command };
}

function setUp() {
  const commands = [
    { type: "put_location", location: { id: "berlin", country: "DE" } },
    { type: "put_channel", channel: { id: "web" } },
  ];
  for (let number = 0; number < 500; number++) {
    commands.push({ type: "put_item", sku: `sku-${number}` });
    commands.push({ type: "receive_stock", sku: `sku-${number}`, location: "berlin", quantity: 10_000_000 });
  }
  return commands.map((command, number) => ({ id: `s-${number}`, at, actor: "bench", command }));
}

/** Microseconds of a call. */
async function timed(work) {
  const before = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - before) / 1000;
}

function timedAtOnce(work) {
  const before = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - before) / 1000;
}

const typed = Engine.memory();
const texts = native.NativeEngine.memory();
await typed.submitMany(setUp());
await texts.submitMany(JSON.stringify(setUp()));

const single = { typed: Infinity, texts: Infinity };
for (let number = 0; number < ROUNDS; number++) {
  const text = JSON.stringify(capture(number));
  single.texts = Math.min(single.texts, timedAtOnce(() => texts.submit(text)));
  single.typed = Math.min(single.typed, timedAtOnce(() => typed.submit(capture(number))));
}
report("one order", single, 1);

const batch = { typed: Infinity, texts: Infinity };
for (let start = ROUNDS; start < ROUNDS + 50 * BATCH; start += BATCH) {
  const orders = () => Array.from({ length: BATCH }, (_, number) => capture(start + number));
  const text = JSON.stringify(orders());
  batch.texts = Math.min(batch.texts, await timed(() => texts.submitMany(text)));
  batch.typed = Math.min(batch.typed, await timed(() => typed.submitMany(orders())));
}
report(`of ${BATCH} in a batch, each`, batch, BATCH);

function report(what, least, orders) {
  const [ours, theirs] = [least.typed / orders, least.texts / orders];
  console.log(`${what}: ${theirs.toFixed(1)} us as texts, ${ours.toFixed(1)} us typed: JavaScript adds ${(ours - theirs).toFixed(1)} us`);
}
