import { HostedEngine, type Storage } from "./hosted.js";
import { native, type NativeEngine } from "./native.js";
import { following, rowsOf, type PageOf, type Row } from "./pages.js";
import type {
  AlreadyAppliedOutcome,
  AppliedOutcome,
  AuditReport,
  Availability,
  AvailabilityQuery,
  CashAgeing,
  Envelope,
  NumberedEntry,
  Order,
  Outcome,
  PerformanceReport,
  Preview,
  Publication,
  PublicationQuery,
  Query,
  RegretQuery,
  Regrets,
  ReroutePlan,
  RerouteQuery,
  ShippingQuery,
  ShippingQuotes,
  SlotOffer,
  SlotQuery,
  StockAlerts,
  StockAlertsQuery,
  StockUpload,
  UploadReport,
  WhatIfReport,
  WhatIfRequest,
} from "./types.js";
import { answer, answerLater, called, refusal, told, written } from "./wire.js";

/** The answer to a command that was not refused. */
export type Accepted = AppliedOutcome | AlreadyAppliedOutcome;

/** How a SQLite file is opened. */
export interface OpenOptions {
  /** What an acknowledged commit survives: `full` (the default) a power cut, `normal` the end of the process. */
  synchronous?: "full" | "normal";
  /** The most memory that pages are kept in, in bytes. */
  cache_bytes?: number;
  /** How much of the file may be mapped into memory, in bytes. */
  mapped_bytes?: number;
  /** How long to wait for other writers, in milliseconds. */
  busy_timeout_ms?: number;
  /** Whether to read only. */
  read_only?: boolean;
  /** The most bytes the file may grow to. */
  size_max?: number;
}

/**
 * Orders, stock, payments and returns, in memory or in a SQLite file.
 *
 * Single commands and reads are answered at once. Batches, and what walks the whole store, run beside the JavaScript thread and
 * are answered with promises. Whatever goes wrong is an `OmsError` with a `code`.
 */
export class Engine implements Disposable {
  readonly #native: NativeEngine;
  readonly #submit: (command: string) => string;

  private constructor(engine: NativeEngine) {
    this.#native = engine;
    this.#submit = called(() => engine.submitter());
  }

  /** An engine that keeps everything in memory. */
  static memory(): Engine {
    return new Engine(called(() => native.NativeEngine.memory()));
  }

  /** An engine on a SQLite file, which is made if it is not there. Several processes may open the same file. */
  static open(path: string, options: OpenOptions = {}): Engine {
    return new Engine(called(() => native.NativeEngine.open(path, written(options))));
  }

  /** An engine on a storage of yours. */
  static on(storage: Storage): HostedEngine {
    return new HostedEngine(storage);
  }

  /**
   * Carries out one command.
   *
   * @throws the subclass of `Rejected` that tells why the command was refused
   */
  submit(envelope: Envelope): Accepted {
    const outcome = this.submitJson(written(envelope));
    if (outcome.status === "refused") throw refusal(outcome.rejection);
    return outcome;
  }

  /** Carries out one command that is JSON already, such as the body of a request. A refusal is an outcome, not thrown. */
  submitJson(envelope: string): Outcome {
    // Without a closure: it is what programs call most.
    let text: string;
    try {
      text = this.#submit(envelope);
    } catch (error) {
      throw told(error);
    }
    return JSON.parse(text) as Outcome;
  }

  /**
   * Carries out a list of commands with one commit. A refused one is told by its outcome and does not keep the others back.
   * Calls made meanwhile wait for it.
   */
  async submitMany(envelopes: readonly Envelope[]): Promise<Outcome[]> {
    const commands = written(envelopes);
    return answerLater(() => this.#native.submitMany(commands));
  }

  /**
   * What commands would do if they were sent now: outcomes, orders with their money, stock. Nothing is written.
   *
   * To confirm, send the same commands with the versions that the preview names; if an order has changed meanwhile, that is refused
   * with `version_conflict`.
   *
   * ```ts
   * const shown = engine.preview([edit]);
   * console.log(shown.orders?.[0].due_change);
   * engine.submit({ ...edit, expected_version: shown.commands[0].expected_version });
   * ```
   */
  preview(envelopes: readonly Envelope[]): Preview {
    return answer(() => this.#native.read("preview", written(envelopes)));
  }

  /** One page of a list. */
  query<Q extends Query>(query: Q): PageOf<Q> {
    return answer(() => this.#native.read("query", written(query)));
  }

  /** All pages of a list, from the one asked for to the last. Each is read when it is asked for. */
  *pages<Q extends Query>(query: Q): Generator<PageOf<Q>, void> {
    for (let next: Q | undefined = query; next; ) {
      const page: PageOf<Q> = this.query(next);
      yield page;
      next = following(next, page);
    }
  }

  /** All rows of a list; `limit` is how many are read at a time. */
  *rows<Q extends Query>(query: Q): Generator<Row<Q>, void> {
    for (const page of this.pages(query)) yield* rowsOf<Q>(page);
  }

  /**
   * The entries of the log that a consumer has not acknowledged, oldest first. Deal with them, and then acknowledge them.
   *
   * ```ts
   * const entries = engine.unread("mailer");
   * for (const entry of entries) await mail(entry);
   * if (entries.length > 0) engine.acknowledge("mailer", entries[0].number, entries[entries.length - 1].number);
   * ```
   */
  unread(consumer: string, limit = 500): NumberedEntry[] {
    return answer(() => this.#native.read("consume", written({ type: "unread", consumer, limit })));
  }

  /**
   * Says that a consumer has dealt with these entries of the log, which are those that come next; tells whether that was news. If somebody
   * else has acknowledged under its name meanwhile, the error `consumer_moved` is thrown.
   */
  acknowledge(consumer: string, first: number, last: number): boolean {
    return answer(() => this.#native.read("consume", written({ type: "acknowledge", consumer, first, last })));
  }

  /** Keeps the place of a consumer no more; tells whether there was one. Under its name everything is unread again. */
  removeConsumer(consumer: string): boolean {
    return answer(() => this.#native.read("consume", written({ type: "remove", consumer })));
  }

  /** The order of an id, or `null`. */
  order(id: string): Order | null {
    return answer(() => this.#native.read("order", id));
  }

  /** The order that has an id in its channel, or `null`. */
  orderByExternalId(channel: string, externalId: string): Order | null {
    return answer(() => this.#native.read("order_by_external_id", channel, externalId));
  }

  /** What can be promised now, for every SKU asked for. */
  availability(query: AvailabilityQuery): Availability[] {
    return answer(() => this.#native.read("availability", written(query)));
  }

  /** What a channel that shows stock of its own is to be told: what has changed since it was told last, the most urgent first. */
  publication(query: PublicationQuery): Publication {
    return answer(() => this.#native.read("publication", written(query)));
  }

  /** The slots of some days in the order in which they begin: what is left of each, and why some cannot be booked. */
  slots(query: SlotQuery): SlotOffer[] {
    return answer(() => this.#native.read("slots", written(query)));
  }

  /** What it costs to send goods from a location, by every service that has a rate card, cheapest first. */
  quoteShipping(query: ShippingQuery): ShippingQuotes {
    return answer(() => this.#native.read("quote_shipping", written(query)));
  }

  /** How orders that wait would best be sent, all of them together. Nothing is moved: each proposal has the command that does it. */
  planReroute(query: RerouteQuery): ReroutePlan {
    return answer(() => this.#native.read("plan_reroute", written(query)));
  }

  /** What it would cost to ship an order from other locations than the best plan does. Nothing is moved. */
  regrets(query: RegretQuery): Regrets {
    return answer(() => this.#native.read("regrets", written(query)));
  }

  /** Sets the stock of many SKUs row by row; the rows may come as a CSV file. Every row is answered, and sent again it has its effect once. */
  async uploadStock(upload: StockUpload, csv?: string): Promise<UploadReport> {
    return answerLater(() => this.#native.workOut("upload_stock", written(upload), csv));
  }

  /** What runs low where items have reorder rules: how long it lasts, what is on its way, and how much to order. */
  async stockAlerts(query: StockAlertsQuery): Promise<StockAlerts> {
    return answerLater(() => this.#native.workOut("stock_alerts", written(query)));
  }

  /** What would have come of a recorded period with some changes, and the difference. The store is only read. */
  async whatIf(request: WhatIfRequest): Promise<WhatIfReport> {
    return answerLater(() => this.#native.workOut("what_if", written(request)));
  }

  /** Works units and money out again from their movements; names every difference. */
  async audit(): Promise<AuditReport> {
    return answerLater(() => this.#native.workOut("audit", ""));
  }

  /** Cash that couriers have collected and not handed over at an instant, by courier and by how long they have had it. */
  async cashAgeing(at: string): Promise<CashAgeing> {
    return answerLater(() => this.#native.workOut("cash_ageing", at));
  }

  /** What carriers and locations have done with all orders: deliveries, failed attempts, returns to origin, rejections. */
  async performance(): Promise<PerformanceReport> {
    return answerLater(() => this.#native.workOut("performance", ""));
  }

  /** A SHA-256 over the whole state: equal states have equal digests. */
  async digest(): Promise<string> {
    return answerLater(() => this.#native.workOut("digest", ""));
  }

  /**
   * Writes the file anew, so that no byte is left of what was erased or changed before. It takes as long as writing the whole file, and
   * others wait for it: call it at a quiet time, after `erase_order` or `erase_customer`. In memory it does nothing.
   */
  async purge(): Promise<void> {
    await answerLater(() => this.#native.workOut("purge", ""));
  }

  /** Lets go of the storage, after the batches that are on their way. Later calls throw `closed`. */
  close(): void {
    called(() => this.#native.close());
  }

  /** Whether it has been closed. */
  get isClosed(): boolean {
    return this.#native.isClosed;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
