// The player answers every request with one line, and any error with its code.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { capture, envelope, setUp } from "./shop.mjs";

test("requests are answered line by line", () => {
  const commands = [...setUp(), envelope(capture("o-1"))];
  const requests = [
    { do: "open", storage: "memory" },
    { do: "submit", commands },
    { do: "parse", text: "{" },
    { do: "order", id: "o-1" },
    { do: "query", query: { type: "log", after: 0, limit: 2 } },
    { do: "audit" },
    { do: "close" },
    { do: "digest" },
  ];
  const player = fileURLToPath(new URL("./player.mjs", import.meta.url));
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join("");
  const { stdout } = spawnSync(process.execPath, [player], { input, encoding: "utf8", timeout: 60_000 });
  const [opened, outcomes, parsed, order, log, audit, closed, digest] = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual([opened, closed], [{ ok: null }, { ok: null }]);
  assert.equal(outcomes.ok.length, commands.length);
  assert.equal(parsed.error.code, "malformed_json");
  assert.equal(order.ok.id, "o-1");
  assert.equal(log.ok.entries.length, 2);
  assert.deepEqual(audit.ok.differences, []);
  assert.equal(digest.error.code, "closed");
});
