/** The native module: JSON texts in, JSON texts out, and errors whose message is JSON. */

import { existsSync } from "node:fs";
import { join } from "node:path";

import { OmsError } from "./error.js";

/** What an engine answers at once. */
type Read =
  | "preview"
  | "query"
  | "consume"
  | "order"
  | "order_by_external_id"
  | "availability"
  | "publication"
  | "slots"
  | "quote_shipping"
  | "plan_reroute"
  | "regrets";

/** What walks over much. */
type Work = "upload_stock" | "stock_alerts" | "what_if" | "audit" | "cash_ageing" | "performance" | "digest";

/** What follows from a text alone. */
type Derivation =
  | "derived"
  | "journal"
  | "explain_routing"
  | "explain_cart_routing"
  | "lint_routing_policy"
  | "what_if_page"
  | "sentence";

/** An engine on a storage of ours. */
export interface NativeEngine {
  submitter(): (command: string) => string;
  submitMany(commands: string): Promise<string>;
  read(what: Read, request: string, beside?: string): string;
  workOut(what: Work | "purge", request: string, beside?: string): Promise<string>;
  close(): void;
  readonly isClosed: boolean;
  panicForATest(later: boolean): Promise<string>;
}

/** An operation on a storage of the host's; every step that is done answers the next one. */
export interface NativeTask {
  advance(done: "step" | "loaded" | "scanned" | "committed" | "conflicted", text: string): string;
  answer(): string;
}

/** An engine on a storage of the host's. */
export interface NativeHostEngine {
  begin(what: "submit_many" | Read | Work, request: string, beside?: string): NativeTask;
}

interface Native {
  NativeEngine: { memory(): NativeEngine; open(path: string, options: string): NativeEngine };
  NativeHostEngine: new () => NativeHostEngine;
  workOut(what: Derivation, text: string): string;
  passes(filter: string, order: string): boolean;
  canonical(kind: string, text: string): string;
  conformanceCases(): string;
  conformanceRun(name: string, ask: (storage: number, what: string, text: string) => string): void;
  version(): string;
}

export const native: Native = load();

function load(): Native {
  const root = join(__dirname, "..");
  const machine = `${process.platform}-${process.arch}${usesMusl() ? "-musl" : ""}`;
  const file = join(root, "prebuilt", `oms.${machine}.node`);
  if (!existsSync(file)) {
    const remedy = "install the package from a checkout of its repository, on a machine with cargo";
    throw new OmsError("no_native_module", `this package has no native module for \`${machine}\`: ${remedy}`, { machine, file });
  }
  const module: Native = require(file);
  const { version }: { version: string } = require(join(root, "package.json"));
  if (module.version() !== version) {
    const words = `the native module is of version \`${module.version()}\`, the package of \`${version}\`: install the package again`;
    throw new OmsError("other_version", words);
  }
  return module;
}

/** Linux without the C library of GNU. */
function usesMusl(): boolean {
  if (process.platform !== "linux") return false;
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}
