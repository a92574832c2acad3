// A service over HTTP that takes orders and publishes what happens, on nothing but Node and a file.
//
//   POST /commands             one command as JSON; the id in it makes a repeated request harmless
//   GET  /orders/ID            an order with its statuses
//   GET  /orders?payment=paid  orders by status, channel, customer ...; `limit`, and `after` from the page before
//   GET  /events?after=N       what happened after entry N of the log, as server-sent events, for as long as the client listens
//   GET  /health               the audit
//
// Run it with a path for the file and a port: node build/examples/orders_service.mjs shop.sqlite 8080

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { derived, Engine, OmsError, type OrderCursor, type OrderFilter } from "embeddable-oms";

/** The longest body that is read; the core checks the command itself. */
const BODY_BYTES_MAX = 4 << 20;

/** How long a listener waits for the next look into the log, which other processes write as well. */
const LOOK_EVERY_MS = 50;

/** The service on an engine; closing it closes its listeners, the engine stays yours. */
export function serve(oms: Engine): Server {
  const isOver = new AbortController();
  const server = createServer((request, response) => {
    answer(oms, request, response, isOver.signal).catch((error: unknown) => refuse(response, error));
  });
  const close = server.close.bind(server);
  server.close = (done) => {
    isOver.abort();
    return close(done);
  };
  return server;
}

async function answer(oms: Engine, request: IncomingMessage, response: ServerResponse, isOver: AbortSignal): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const [, place, id] = pathname.split("/").map(decodeURIComponent);
  if (request.method === "POST" && place === "commands") {
    const outcome = oms.submitJson(await body(request));
    return send(response, outcome.status === "refused" ? 409 : 200, outcome);
  }
  if (request.method !== "GET") return send(response, 405, { code: "method_not_allowed", message: "see the list of requests" });
  if (place === "orders" && id) {
    const order = oms.order(id);
    if (!order) return send(response, 404, { code: "unknown_order", message: `order \`${id}\` does not exist` });
    return send(response, 200, { ...order, ...derived(order) });
  }
  if (place === "orders") {
    const { limit = "50", after, ...filter } = Object.fromEntries(searchParams);
    const cursor = after === undefined ? null : (JSON.parse(after) as OrderCursor);
    // Whatever the filter says is checked by the core.
    return send(response, 200, oms.query({ type: "orders", filter: filter as OrderFilter, after: cursor, limit: Number(limit) }));
  }
  if (place === "events") {
    // A client that was cut off tells the last number it has seen.
    const after = Number(request.headers["last-event-id"] ?? searchParams.get("after") ?? 0);
    return publish(oms, after, response, isOver);
  }
  if (place === "health") {
    const report = await oms.audit();
    return send(response, report.differences.length === 0 ? 200 : 500, report);
  }
  send(response, 404, { code: "not_found", message: `there is nothing at \`${pathname}\`` });
}

/** Every event of the log in its order, each once, and then those to come. */
async function publish(oms: Engine, after: number, response: ServerResponse, isOver: AbortSignal): Promise<void> {
  let isListening = true;
  response.on("close", () => (isListening = false));
  const next = (seen: number) => oms.query({ type: "log", after: seen, limit: 100 });
  next(after); // Where it is to begin is checked before the answer begins.
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).flushHeaders();
  for (let seen = after; isListening && !isOver.aborted; ) {
    const { entries } = next(seen);
    for (const { number, entry } of entries) {
      seen = number;
      const { id, at, actor } = entry.envelope;
      const told = { number, command: id, at, actor, events: entry.receipt.events };
      const hasRoom = response.write(`id: ${number}\ndata: ${JSON.stringify(told)}\n\n`);
      // A slow listener must not fill the memory.
      if (!hasRoom) await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
    }
    if (entries.length === 0) await setTimeout(LOOK_EVERY_MS);
  }
  response.end();
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) throw new OmsError("input_too_large", `the body is longer than \`${BODY_BYTES_MAX}\` bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function send(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
}

/** Wrong input is the client's, anything else is ours. */
function refuse(response: ServerResponse, error: unknown): void {
  const isInput = error instanceof SyntaxError || (error instanceof OmsError && /^(input|invalid|malformed)_/.test(error.code));
  const code = error instanceof OmsError ? error.code : isInput ? "malformed_json" : "internal";
  if (!isInput) console.error(error);
  if (response.headersSent) response.destroy();
  else send(response, isInput ? 400 : 500, { code, message: error instanceof Error ? error.message : String(error) });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , path = "shop.sqlite", port = "8080"] = process.argv;
  const oms = Engine.open(path);
  const server = serve(oms).listen(Number(port), "127.0.0.1", () => console.log(`orders are taken at http://127.0.0.1:${port}`));
  process.once("SIGINT", () => {
    server.close(() => oms.close());
    server.closeAllConnections();
  });
}
