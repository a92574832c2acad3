// The engine on storages of its own: answers, refusals, errors with codes, closing, files.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

import * as oms from "embeddable-oms";

import { capture, envelope, setUp } from "./shop.mjs";

const { Engine } = oms;

async function shop(engine = Engine.memory()) {
  const outcomes = await engine.submitMany(setUp());
  assert.ok(outcomes.every(({ status }) => status === "applied"));
  return engine;
}

test("a command is answered with what it brought about", async () => {
  const engine = await shop();
  const { status, receipt } = engine.submit(envelope(capture("o-1", 2, { external_id: "1001" })));
  assert.equal(status, "applied");
  assert.equal(receipt.order_version, 1);
  assert.deepEqual(receipt.events[0].type, "order_captured");
  const order = engine.order("o-1");
  assert.equal(order.total, "9.00");
  assert.deepEqual(engine.orderByExternalId("web", "1001"), order);
  assert.equal(engine.order("o-2"), null);
  assert.equal(oms.derived(order).statuses.payment, "pending");
  const { entries, balances } = oms.journal(order);
  assert.equal(entries[0].cause, "sale");
  assert.equal(balances.find(({ account }) => account === "receivable").amount, order.total);
  assert.ok(oms.passes({ sku: "tea" }, order));
  assert.ok(!oms.passes({ sku: "coffee" }, order));
  const [{ available }] = engine.availability({ at: "2026-03-01T11:00:00Z", channel: "web", skus: ["tea"] });
  assert.equal(available, 3);
  assert.deepEqual((await engine.audit()).differences, []);
  assert.match(await engine.digest(), /^[0-9a-f]{64}$/);
});

test("why an order and a cart are routed as they are", async () => {
  const engine = await shop();
  const rules = [{ name: "members", condition: "order.customer.group == 'member'" }, { name: "everybody" }];
  engine.submit(envelope({ type: "put_routing_policy", rules }));
  engine.submit(envelope({ type: "reserve_stock", reservation: "r-1", channel: "web", lines: [{ sku: "tea", quantity: 2 }] }));
  engine.submit(envelope(capture("o-1")));
  const [cart] = engine.query({ type: "reservations", limit: 5 }).reservations;
  const [chosen, undecided] = oms.explainCartRouting(cart).summary;
  assert.match(chosen, /^Rule `everybody` of version 1 chose `berlin`/);
  assert.equal(undecided, "Rule `members` could not be asked: the cart does not say `order.customer.group`.");
  assert.equal(oms.explainRouting(engine.order("o-1")).summary[0], chosen);
});

test("a consumer of the log goes on where it was, and is told of another of its name", async () => {
  const engine = await shop();
  assert.deepEqual(engine.unread("mailer", 3).map(({ number }) => number), [1, 2, 3]);
  assert.equal(engine.acknowledge("mailer", 1, 3), true);
  assert.equal(engine.acknowledge("mailer", 1, 3), false);
  assert.deepEqual(engine.unread("mailer"), [...engine.rows({ type: "log", after: 3, limit: 10 })]);
  assert.deepEqual(engine.query({ type: "consumers" }), { type: "consumers", consumers: [{ consumer: "mailer", position: 3 }], last: 4 });
  assert.throws(() => engine.acknowledge("mailer", 1, 4), (error) => error.code === "consumer_moved" && error.figures.position === 3);
  assert.throws(() => engine.acknowledge("mailer", 4, 5), { code: "beyond_log" });
  assert.throws(() => engine.acknowledge("mailer", 4, 3), { code: "invalid_range" });
  for (const last of [-1, 4.5, NaN, "4", undefined]) assert.throws(() => engine.acknowledge("mailer", 4, last), { code: "invalid_input" });
  assert.throws(() => engine.unread(""), { code: "invalid_input" });
  assert.equal(engine.removeConsumer("mailer"), true);
  assert.equal(engine.removeConsumer("mailer"), false);
  assert.equal(engine.unread("mailer").length, 4);
});

test("a file of counts is answered row by row, and what runs low is listed", async () => {
  const engine = await shop();
  const upload = { upload: "count-1", at: "2026-03-01T11:00:00Z", actor: "test", reason: "stocktake", location: "berlin", rows: [] };
  const report = await engine.uploadStock(upload, "SKU,On hand\ntea,4\nnosuch,1\ntea,many\n");
  assert.deepEqual(
    report.rows.map(({ line, status, after = null, rejection = null }) => [line, status, after, rejection?.code ?? null]),
    [
      [2, "applied", 4, null],
      [3, "refused", null, "unknown_item"],
      [4, "refused", null, "invalid_field"],
    ],
  );
  assert.equal((await engine.uploadStock(upload, "SKU,On hand\ntea,4\n")).already_applied, 1);
  await assert.rejects(engine.uploadStock(upload, "a,b\n"), { code: "invalid_csv" });
  engine.submit(envelope({ type: "put_item", sku: "tea", reorder_rules: [{ location: "berlin", reorder_point: 5 }] }));
  const { levels } = await engine.stockAlerts({ at: "2026-03-01T12:00:00Z", limit: 10 });
  assert.deepEqual(levels.map(({ sku, available, suggested }) => [sku, available, suggested]), [["tea", 4, 1]]);
});

test("a preview shows what comes and writes nothing", async () => {
  const engine = await shop();
  engine.submit(envelope(capture("o-1", 2)));
  const digest = await engine.digest();
  const edit = envelope({ type: "edit_order", order: "o-1", changes: [{ type: "set_quantity", line: "1", quantity: 3 }] });
  const { commands: [command], orders: [order], stock: [tea], ...rest } = engine.preview([edit]);
  assert.deepEqual(rest, {});
  assert.deepEqual([order.due_change, order.after.derived.balance.total], ["4.50", "13.50"]);
  assert.deepEqual([tea.sku, tea.location, tea.before.available, tea.after.available], ["tea", "berlin", 3, 2]);
  assert.equal(await engine.digest(), digest);
  assert.deepEqual(engine.order("o-1"), order.before.order);
  assert.equal(engine.preview([envelope(capture("o-2", 6))]).commands[0].outcome.status, "refused");
  const confirmed = { ...edit, expected_version: command.expected_version };
  assert.deepEqual(engine.submit(confirmed), command.outcome);
  assert.deepEqual(engine.order("o-1"), order.after.order);
  assert.throws(() => engine.submit({ ...confirmed, id: "stale" }), { code: "version_conflict" });
});

test("reports over all orders", async () => {
  const engine = await shop();
  engine.submit(envelope(capture("o-1", 2, { payments: [{ id: "cash", method: "cash_on_delivery" }] })));
  const way = [
    { type: "pick_fulfillment", order: "o-1", fulfillment: 1 },
    { type: "pack_parcel", order: "o-1", fulfillment: 1 },
    { type: "ship_parcel", order: "o-1", parcel: 1, carrier: "fast" },
    { type: "record_tracking", order: "o-1", parcel: 1, tracking: "delivered" },
    { type: "collect_cash", order: "o-1", payment: "cash", amount: "9.00", parcel: 1 },
  ];
  assert.ok((await engine.submitMany(way.map((command) => envelope(command)))).every(({ status }) => status === "applied"));
  const { carriers, locations } = await engine.performance();
  assert.deepEqual(carriers, [{ carrier: "fast", shipped: 1, delivered: 1, returned_to_origin: 0, lost: 0, failed_attempts: 0 }]);
  assert.deepEqual(locations.map(({ location, asked }) => [location, asked]), [["berlin", 1]]);
  const { couriers, payments } = await engine.cashAgeing("2026-03-11T10:00:00Z");
  assert.deepEqual(couriers.map(({ courier, days_8_to_14 }) => [courier, days_8_to_14]), [["fast", "9.00"]]);
  assert.deepEqual(payments.map(({ order, days }) => [order, days]), [["o-1", 10]]);
  await assert.rejects(engine.cashAgeing("yesterday"), { code: "invalid_input" });
});

test("the same command again has its effect once", async () => {
  const engine = await shop();
  const command = envelope(capture("o-1"));
  const first = engine.submit(command);
  assert.deepEqual(engine.submit(command), { ...first, status: "already_applied" });
});

test("a refusal is an error of its class, with its figures", async () => {
  const engine = await shop();
  const before = await engine.digest();
  assert.throws(
    () => engine.submit(envelope(capture("o-1", 6))),
    (error) => {
      assert.ok(error instanceof oms.InsufficientStockError && error instanceof oms.Rejected && error instanceof oms.OmsError);
      assert.equal(error.name, "InsufficientStockError");
      assert.deepEqual([error.code, error.sku, error.requested, error.available], ["insufficient_stock", "tea", 6, 5]);
      assert.match(error.message, /tea/);
      return true;
    },
  );
  assert.equal(await engine.digest(), before);
});

test("every code of a refusal has a class", () => {
  for (const [code, Class] of Object.entries(oms.REFUSALS)) {
    assert.ok(Class.prototype instanceof oms.Rejected, code);
  }
});

test("a batch tells refusals by outcomes and throws none", async () => {
  const engine = await shop();
  const outcomes = await engine.submitMany([envelope(capture("o-1", 4)), envelope(capture("o-2", 2)), envelope(capture("o-3", 1))]);
  assert.deepEqual(outcomes.map(({ status }) => status), ["applied", "refused", "applied"]);
  assert.equal(outcomes[1].rejection.code, "insufficient_stock");
});

test("batches do not hold the JavaScript thread up, and calls meanwhile wait for their turn", async () => {
  const engine = await shop();
  let isDone = false;
  const batch = engine.submitMany(Array.from({ length: 4_000 }, (_, number) => envelope(capture(`o-${number}`))));
  void batch.then(() => (isDone = true));
  await new Promise(setImmediate);
  assert.ok(!isDone, "a turn of the event loop came first");
  const outcomes = await batch;
  assert.equal(outcomes.filter(({ status }) => status === "applied").length, 5);
  const both = engine.submitMany([envelope({ type: "put_item", sku: "coffee" })]);
  assert.equal(engine.order("o-0").id, "o-0");
  await both;
});

test("batches are carried out in the order in which they are sent", async () => {
  const engine = Engine.memory();
  const set = engine.submitMany(setUp());
  const sold = ["o-1", "o-2", "o-3", "o-4", "o-5", "o-6"].map((order) => engine.submitMany([envelope(capture(order))]));
  await set;
  const outcomes = (await Promise.all(sold)).flat();
  assert.deepEqual(outcomes.map(({ status }) => status), ["applied", "applied", "applied", "applied", "applied", "refused"]);
  engine.close();
});

test("lists are walked page by page, whatever the size of a page", async () => {
  const engine = await shop();
  const orders = ["o-1", "o-2", "o-3", "o-4", "o-5"];
  await engine.submitMany(orders.map((order) => envelope(capture(order))));
  for (const limit of [1, 2, 5, 100]) {
    assert.deepEqual([...engine.rows({ type: "orders", limit })].map(({ id }) => id), [...orders].reverse());
    assert.deepEqual([...engine.rows({ type: "all_orders", limit })].map(({ id }) => id), orders);
    assert.deepEqual([...engine.rows({ type: "log", after: 0, limit })].map(({ number }) => number), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.equal([...engine.rows({ type: "movements", sku: "tea", limit })].length, 6);
    assert.equal([...engine.rows({ type: "items", limit })].length, 1);
    assert.equal([...engine.rows({ type: "stock", limit })].length, 1);
  }
  const [page] = engine.pages({ type: "settings" });
  assert.equal(page.settings.locations[0].id, "berlin");
  assert.deepEqual([...engine.rows({ type: "order_counts", axis: "payment" })], [{ status: "pending", orders: 5 }]);
  assert.deepEqual([...engine.rows({ type: "reservations", limit: 1 })], []);
});

test("whatever is wrong has a code, and the engine goes on", async () => {
  const engine = await shop();
  const circle = {};
  circle.circle = circle;
  const wrong = [
    ["malformed_json", () => engine.submitJson("{")],
    ["malformed_json", () => engine.submitJson("\u0000\ud800garbage")],
    ["invalid_command", () => engine.submitJson("[]")],
    ["invalid_command", () => engine.submit({})],
    ["invalid_command", () => engine.submit(null)],
    ["invalid_command", () => engine.submit(envelope({ type: "steal_stock" }))],
    ["invalid_command", () => engine.submit(envelope(capture("o-1", 1.5)))],
    ["invalid_command", () => engine.submit(envelope(capture("o-1", NaN)))],
    ["malformed_json", () => engine.submit(envelope({ type: "put_item", sku: "\ud800" }))],
    ["input_too_large", () => engine.submitJson(" ".repeat(10 << 20))],
    ["input_too_large", () => engine.submit(envelope({ type: "put_item", sku: "x".repeat(10 << 20) }))],
    ["input_too_deep", () => engine.submitJson("[".repeat(100_000))],
    ["invalid_input", () => engine.submit(undefined)],
    ["invalid_input", () => engine.submit(envelope(10n))],
    ["invalid_input", () => engine.submit(circle)],
    ["invalid_input", () => engine.submit({ toJSON: () => { throw new Error("no"); } })],
    ["invalid_input", () => engine.submitJson(5)],
    ["invalid_input", () => engine.submitJson()],
    ["invalid_input", () => engine.order(5)],
    ["invalid_input", () => engine.order("")],
    ["invalid_input", () => engine.order(Symbol("o"))],
    ["invalid_input", () => engine.orderByExternalId("web")],
    ["invalid_input", () => engine.query({ type: "secrets" })],
    ["invalid_input", () => engine.availability([])],
    ["invalid_input", () => oms.derived({})],
    ["invalid_input", () => oms.passes({}, 1)],
    ["invalid_input", () => Engine.open(join(tmpdir(), "x.sqlite"), { synchronous: "maybe" })],
    ["invalid_input", () => Engine.open(5)],
    ["cannot_open", () => Engine.open(tmpdir())],
  ];
  for (const [code, work] of wrong) {
    assert.throws(work, (error) => {
      assert.ok(error instanceof oms.OmsError, String(work));
      assert.equal(error.code, code, String(work));
      return true;
    });
  }
  await assert.rejects(engine.submitMany("no list"), { code: "invalid_command" });
  await assert.rejects(engine.submitMany([10n]), { code: "invalid_input" });
  await assert.rejects(engine.submitMany(), { code: "invalid_input" });
  assert.equal(engine.submit(envelope(capture("o-1"))).status, "applied");
});

test("an error tells where and what, as figures", () => {
  assert.throws(() => Engine.memory().submitJson("{}"), (error) => {
    assert.equal(error.figures.line, 1);
    assert.match(error.figures.problem, /id/);
    return true;
  });
});

test("a closed engine says so; closing twice does no harm", async () => {
  const engine = await shop();
  const batch = engine.submitMany([envelope(capture("o-1"))]);
  engine.close();
  const [outcome] = await batch.catch(({ code }) => [code]);
  assert.ok(outcome === "closed" || outcome.status === "applied");
  engine.close();
  engine[Symbol.dispose]();
  assert.ok(engine.isClosed);
  assert.throws(() => engine.order("o-1"), { code: "closed" });
  await assert.rejects(engine.submitMany([]), { code: "closed" });
  await assert.rejects(engine.digest(), { code: "closed" });
});

test("a file keeps what it was given, and takes writers of several threads", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "oms-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "shop.sqlite");
  const engine = await shop(Engine.open(path, { synchronous: "normal" }));
  await Promise.all(["a", "b"].map((name) => written(path, name)));
  const ids = [...engine.rows({ type: "all_orders", limit: 2 })].map(({ id }) => id);
  assert.deepEqual(ids, ["a-0", "a-1", "b-0", "b-1"]);
  const digest = await engine.digest();
  engine.close();
  const again = Engine.open(path, { read_only: true });
  assert.equal(await again.digest(), digest);
  again.close();
});

/** Orders captured by a thread of its own. */
function written(path, name) {
  const shop = new URL("./shop.mjs", import.meta.url).href;
  const program = `
    import { workerData } from "node:worker_threads";
    const { Engine } = await import(workerData.oms);
    const { capture, envelope } = await import(workerData.shop);
    const engine = Engine.open(workerData.path, { synchronous: "normal" });
    for (const number of [0, 1]) {
      const order = workerData.name + "-" + number;
      engine.submit({ ...envelope(capture(order)), id: order });
    }
    engine.close();`;
  const source = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
  const worker = new Worker(source, { workerData: { path, name, shop, oms: import.meta.resolve("embeddable-oms") } });
  return new Promise((resolve, reject) => worker.on("error", reject).on("exit", resolve));
}

test("both kinds of modules get the same classes", () => {
  const required = createRequire(import.meta.url)("embeddable-oms");
  assert.equal(required.Engine, Engine);
  assert.equal(required.UnknownOrderError, oms.UnknownOrderError);
});
