/**
 * An order management system that lives inside your program.
 *
 * Commands go in, outcomes come out. `Engine.memory()` keeps everything in memory, `Engine.open(path)` in a SQLite file, and
 * `Engine.on(storage)` wherever a storage of your own does.
 *
 * @packageDocumentation
 */

export { Engine } from "./engine.js";
export type { Accepted, OpenOptions } from "./engine.js";
export { OmsError, Rejected } from "./error.js";
export { HostedEngine } from "./hosted.js";
export type { Storage } from "./hosted.js";
export { derived, explainCartRouting, explainRouting, journal, lintRoutingPolicy, passes, whatIfPage } from "./orders.js";
export type { PageOf, Row } from "./pages.js";
export * from "./refusals.js";
export type * from "./types.js";
