/** The native module: JSON texts in, JSON texts out, and errors whose message is JSON. */

import { existsSync } from "node:fs";
import { join } from "node:path";

import { OmsError } from "./error.js";

/** An engine on a storage of ours. */
export interface NativeEngine {
  submit(command: string): string;
  submitMany(commands: string): Promise<string>;
  preview(commands: string): string;
  query(query: string): string;
  consume(request: string): string;
  order(id: string): string;
  orderByExternalId(channel: string, externalId: string): string;
  availability(query: string): string;
  publication(query: string): string;
  slots(query: string): string;
  quoteShipping(query: string): string;
  planReroute(query: string): string;
  regrets(query: string): string;
  uploadStock(upload: string, csv: string | null): Promise<string>;
  stockAlerts(query: string): Promise<string>;
  whatIf(request: string): Promise<string>;
  audit(): Promise<string>;
  cashAgeing(at: string): Promise<string>;
  performance(): Promise<string>;
  digest(): Promise<string>;
  purge(): Promise<string>;
  close(): void;
  readonly isClosed: boolean;
  panicForATest(later: boolean): Promise<string>;
}

/** An operation on a storage of the host's; every call answers the next step. */
export interface NativeTask {
  step(): string;
  loaded(snapshot: string): string;
  scanned(page: string): string;
  committed(): string;
  conflicted(): string;
  answer(): string;
}

/** An engine on a storage of the host's. */
export interface NativeHostEngine {
  submitMany(commands: string): NativeTask;
  preview(commands: string): NativeTask;
  query(query: string): NativeTask;
  consume(request: string): NativeTask;
  order(id: string): NativeTask;
  orderByExternalId(channel: string, externalId: string): NativeTask;
  availability(query: string): NativeTask;
  publication(query: string): NativeTask;
  slots(query: string): NativeTask;
  quoteShipping(query: string): NativeTask;
  planReroute(query: string): NativeTask;
  regrets(query: string): NativeTask;
  uploadStock(upload: string, csv: string | null): NativeTask;
  stockAlerts(query: string): NativeTask;
  whatIf(request: string): NativeTask;
  audit(): NativeTask;
  cashAgeing(at: string): NativeTask;
  performance(): NativeTask;
  digest(): NativeTask;
}

interface Native {
  NativeEngine: { memory(): NativeEngine; open(path: string, options: string): NativeEngine };
  NativeHostEngine: new () => NativeHostEngine;
  derived(order: string): string;
  journal(order: string): string;
  explainRouting(order: string): string;
  lintRoutingPolicy(request: string): string;
  whatIfPage(report: string): string;
  passes(filter: string, order: string): boolean;
  sentence(rejection: string): string;
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
