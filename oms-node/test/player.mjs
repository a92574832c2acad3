// Plays conformance vectors: one request a line on standard input, one answer a line on standard output.

import { createInterface } from "node:readline";

import { derived, Engine } from "embeddable-oms";

let engine;

const requests = {
  open({ storage, path }) {
    engine?.close();
    engine = storage === "sqlite" ? Engine.open(path, { synchronous: "normal" }) : Engine.memory();
  },
  submit: ({ commands }) => engine.submitMany(commands),
  preview: ({ commands }) => engine.preview(commands),
  parse({ text }) {
    engine.submitJson(text);
  },
  query: ({ query }) => engine.query(query),
  availability: ({ query }) => engine.availability(query),
  publication: ({ query }) => engine.publication(query),
  slots: ({ query }) => engine.slots(query),
  quote_shipping: ({ query }) => engine.quoteShipping(query),
  what_if: ({ query }) => engine.whatIf(query),
  plan_reroute: ({ query }) => engine.planReroute(query),
  regrets: ({ query }) => engine.regrets(query),
  order: ({ id }) => engine.order(id),
  derived: ({ order }) => derived(order),
  audit: () => engine.audit(),
  digest: () => engine.digest(),
  close() {
    engine.close();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = { ok: (await requests[request.do](request)) ?? null };
  } catch ({ code, message }) {
    answer = { error: { code, message } };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
