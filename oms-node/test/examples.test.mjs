// The examples run to their end, and the service takes orders and publishes events.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Engine } from "embeddable-oms";

import { serve } from "../build/examples/orders_service.mjs";
import { capture, envelope, setUp } from "./shop.mjs";

for (const name of ["quickstart", "reserve_then_pay", "split_shipment", "custom_storage"]) {
  test(name, () => {
    const program = fileURLToPath(new URL(`../build/examples/${name}.mjs`, import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: "utf8", timeout: 60_000 });
    assert.equal(status, 0, stderr);
    assert.notEqual(stdout, "");
  });
}

test("the README shows the quickstart to the letter", () => {
  const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
  const [, shown] = /\/\/ README: begin\n([^]*?)\n\/\/ README: end/.exec(read("../examples/quickstart.mts"));
  assert.ok(read("../README.md").includes(`\`\`\`ts\n${shown}\n\`\`\``));
});

test("the service takes orders, tells refusals, lists, and publishes every event once", async (context) => {
  const engine = Engine.memory();
  await engine.submitMany(setUp());
  const server = serve(engine).listen(0, "127.0.0.1");
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const base = `http://127.0.0.1:${server.address().port}`;
  const post = async (command) => {
    const answer = await fetch(`${base}/commands`, { method: "POST", body: typeof command === "string" ? command : JSON.stringify(command) });
    return [answer.status, await answer.json()];
  };
  const get = async (path) => {
    const answer = await fetch(base + path);
    return [answer.status, await answer.json()];
  };

  const events = published(`${base}/events?after=4`);
  const first = envelope(capture("o-1", 2));
  assert.equal((await post(first))[0], 200);
  assert.equal((await post(first))[1].status, "already_applied");
  assert.equal((await post(envelope(capture("o-2", 9))))[1].rejection.code, "insufficient_stock");
  assert.deepEqual((await post("{"))[1].code, "malformed_json");
  assert.equal((await post("{}"))[0], 400);
  assert.equal((await post(envelope(capture("o-3"))))[0], 200);
  assert.deepEqual([(await events.next()).value.number, (await events.next()).value.number], [5, 6]);
  await events.return();

  assert.equal((await get("/orders/o-1"))[1].statuses.order, "open");
  assert.equal((await get("/orders/o-9"))[0], 404);
  const [, page] = await get("/orders?channel=web&limit=1");
  assert.equal(page.orders[0].id, "o-3");
  const [, next] = await get(`/orders?channel=web&limit=1&after=${encodeURIComponent(JSON.stringify(page.next))}`);
  assert.equal(next.orders[0].id, "o-1");
  assert.equal((await get("/orders?colour=red"))[0], 400);
  assert.equal((await get("/orders?limit=many"))[0], 400);
  assert.equal((await get("/events?after=many"))[1].code, "invalid_input");
  assert.deepEqual((await get("/health"))[1].differences, []);
});

/** Server-sent events as they arrive. */
async function* published(url) {
  const response = await fetch(url);
  let text = "";
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
      yield JSON.parse(/^data: (.*)$/m.exec(text.slice(0, end))[1]);
    }
  }
}
