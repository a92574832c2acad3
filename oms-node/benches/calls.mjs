// What a call costs in Node, for `cargo xtask bench`, which asks the programs of all languages in turns.
//
// Requests are lines such as `typed 100`: how commands are handed over, and how many at a time. The answer is a line with the
// microseconds an order took (the median over equal parts of the run) and the digest of the state afterwards, which is the same
// in every language. Ways: `typed`, where making the command is part of the call; `texts`, JSON in and out of the native module;
// `made`, where commands are only made.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

import { Engine } from "embeddable-oms";

const { native } = createRequire(import.meta.url)("../dist/native.js");

const ORDERS = 500;
const PART = 100;
const SKUS = 500;
const at = "2026-03-01T10:00:00Z";

function capture(number) {
  const lines = [0, 1, 2].map((line) => ({
    id: `${line}`,
    sku: `sku-${(number * 3 + line) % SKUS}`,
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

function captures(first, count) {
  return Array.from({ length: count }, (_, number) => capture(first + number));
}

/** A warehouse with plenty. */
function setUp() {
  const commands = [
    { type: "put_location", location: { id: "berlin", country: "DE" } },
    { type: "put_channel", channel: { id: "web" } },
  ];
  for (let number = 0; number < SKUS; number++) {
    commands.push({ type: "put_item", sku: `sku-${number}` });
    commands.push({ type: "receive_stock", sku: `sku-${number}`, location: "berlin", quantity: 10_000_000 });
  }
  return commands.map((command, number) => ({ id: `s-${number}`, at, actor: "bench", command }));
}

/** Microseconds an order: the median over the parts of a run. A part is told its first order. */
async function timed(part) {
  const taken = [];
  for (let first = 0; first < ORDERS; first += PART) {
    const before = process.hrtime.bigint();
    await part(first);
    taken.push(Number(process.hrtime.bigint() - before) / 1000 / PART);
  }
  return taken.sort((one, other) => one - other)[Math.floor(taken.length / 2)];
}

const ways = {
  async typed(atOnce) {
    const oms = Engine.memory();
    await oms.submitMany(setUp());
    const one = (first) => {
      for (let number = first; number < first + PART; number++) oms.submit(capture(number));
    };
    const many = async (first) => {
      for (let number = first; number < first + PART; number += atOnce) await oms.submitMany(captures(number, atOnce));
    };
    const answer = [await timed(atOnce === 1 ? one : many), await oms.digest()];
    // Now, not when it is collected: the next round gets the memory that this one has used, as it does in other languages.
    oms.close();
    return answer;
  },

  async texts(atOnce) {
    const oms = native.NativeEngine.memory();
    const submit = oms.submitter();
    await oms.submitMany(JSON.stringify(setUp()));
    const texts = [];
    for (let number = 0; number < ORDERS; number += atOnce) {
      texts.push(JSON.stringify(atOnce === 1 ? capture(number) : captures(number, atOnce)));
    }
    const part = async (first) => {
      for (const text of texts.slice(first / atOnce, (first + PART) / atOnce)) {
        if (atOnce === 1) submit(text);
        else await oms.submitMany(text);
      }
    };
    const answer = [await timed(part), JSON.parse(await oms.workOut("digest", ""))];
    oms.close();
    return answer;
  },

  async made() {
    const kept = [];
    const part = (first) => kept.push(captures(first, PART));
    return [await timed(part), "-"];
  },
};

for await (const request of createInterface({ input: process.stdin })) {
  const [way, atOnce] = request.split(" ");
  const [microseconds, digest] = await ways[way](Number(atOnce));
  process.stdout.write(`${microseconds.toFixed(3)} ${digest}\n`);
}
