import type { Accepted } from "./engine.js";
import { OmsError } from "./error.js";
import { native, type NativeHostEngine, type NativeTask } from "./native.js";
import { following, rowsOf, type PageOf, type Row } from "./pages.js";
import type {
  AuditReport,
  Availability,
  AvailabilityQuery,
  CashAgeing,
  ChangeSet,
  Envelope,
  NumberedEntry,
  Order,
  Outcome,
  Page,
  PerformanceReport,
  Preview,
  Publication,
  PublicationQuery,
  Query,
  ReadSet,
  RegretQuery,
  Regrets,
  ReroutePlan,
  RerouteQuery,
  ShippingQuery,
  ShippingQuotes,
  SlotOffer,
  SlotQuery,
  Snapshot,
  Step,
  StockAlerts,
  StockAlertsQuery,
  StockUpload,
  UploadReport,
  WhatIfReport,
  WhatIfRequest,
} from "./types.js";
import { answer, called, refusal, sentenceOf, written } from "./wire.js";

/**
 * A place to keep records, with any database client. Each call may answer at once or with a promise.
 *
 * Whatever it throws ends the operation with the error `storage`, whose `cause` is what was thrown; nothing has taken effect then,
 * unless a commit did. The suite in `embeddable-oms/testing` tests what is promised here.
 */
export interface Storage {
  /** Reads every record wanted from one consistent view; the lists of the answer run in parallel to those asked with. */
  load(wanted: ReadSet): Snapshot | Promise<Snapshot>;
  /** Writes all of the changes, or nothing. `false`: another writer was faster, or a guard does not hold. */
  commit(changes: ChangeSet): boolean | Promise<boolean>;
  /** Answers one page of a list. */
  scan(query: Query): Page | Promise<Page>;
}

/** The engine on a storage of yours: the same operations, all answered with promises. It keeps nothing but the latest settings. */
export class HostedEngine implements AsyncDisposable {
  readonly #native: NativeHostEngine = called(() => new native.NativeHostEngine());
  #storage: Storage | undefined;

  /** The same as `Engine.on(storage)`. */
  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /**
   * Carries out one command.
   *
   * @throws the subclass of `Rejected` that tells why the command was refused
   */
  async submit(envelope: Envelope): Promise<Accepted> {
    const [outcome] = await this.submitMany([envelope]);
    if (outcome === undefined) throw new OmsError("internal", "a command was left without an outcome");
    if (outcome.status === "refused") throw refusal(outcome.rejection);
    return outcome;
  }

  /** Carries out a list of commands with one commit. A refused one is told by its outcome and does not keep the others back. */
  async submitMany(envelopes: readonly Envelope[]): Promise<Outcome[]> {
    return this.#carriedOut((engine) => engine.begin("submit_many", written(envelopes)));
  }

  /** What commands would do if they were sent now. Nothing is written; see `Engine.preview`. */
  async preview(envelopes: readonly Envelope[]): Promise<Preview> {
    return this.#carriedOut((engine) => engine.begin("preview", written(envelopes)));
  }

  /** One page of a list. */
  async query<Q extends Query>(query: Q): Promise<PageOf<Q>> {
    return this.#carriedOut((engine) => engine.begin("query", written(query)));
  }

  /** All pages of a list, from the one asked for to the last. Each is read when it is asked for. */
  async *pages<Q extends Query>(query: Q): AsyncGenerator<PageOf<Q>, void> {
    for (let next: Q | undefined = query; next; ) {
      const page: PageOf<Q> = await this.query(next);
      yield page;
      next = following(next, page);
    }
  }

  /** All rows of a list; `limit` is how many are read at a time. */
  async *rows<Q extends Query>(query: Q): AsyncGenerator<Row<Q>, void> {
    for await (const page of this.pages(query)) yield* rowsOf<Q>(page);
  }

  /** The entries of the log that a consumer has not acknowledged, oldest first; see `Engine.unread`. */
  async unread(consumer: string, limit = 500): Promise<NumberedEntry[]> {
    return this.#carriedOut((engine) => engine.begin("consume", written({ type: "unread", consumer, limit })));
  }

  /** Says that a consumer has dealt with these entries of the log, which are those that come next; tells whether that was news. */
  async acknowledge(consumer: string, first: number, last: number): Promise<boolean> {
    return this.#carriedOut((engine) => engine.begin("consume", written({ type: "acknowledge", consumer, first, last })));
  }

  /** Keeps the place of a consumer no more; tells whether there was one. Under its name everything is unread again. */
  async removeConsumer(consumer: string): Promise<boolean> {
    return this.#carriedOut((engine) => engine.begin("consume", written({ type: "remove", consumer })));
  }

  /** The order of an id, or `null`. */
  async order(id: string): Promise<Order | null> {
    return this.#carriedOut((engine) => engine.begin("order", id));
  }

  /** The order that has an id in its channel, or `null`. */
  async orderByExternalId(channel: string, externalId: string): Promise<Order | null> {
    return this.#carriedOut((engine) => engine.begin("order_by_external_id", channel, externalId));
  }

  /** What can be promised now, for every SKU asked for. */
  async availability(query: AvailabilityQuery): Promise<Availability[]> {
    return this.#carriedOut((engine) => engine.begin("availability", written(query)));
  }

  /** What a channel that shows stock of its own is to be told: what has changed since it was told last, the most urgent first. */
  async publication(query: PublicationQuery): Promise<Publication> {
    return this.#carriedOut((engine) => engine.begin("publication", written(query)));
  }

  /** The slots of some days in the order in which they begin: what is left of each, and why some cannot be booked. */
  async slots(query: SlotQuery): Promise<SlotOffer[]> {
    return this.#carriedOut((engine) => engine.begin("slots", written(query)));
  }

  /** What it costs to send goods from a location, by every service that has a rate card, cheapest first. */
  async quoteShipping(query: ShippingQuery): Promise<ShippingQuotes> {
    return this.#carriedOut((engine) => engine.begin("quote_shipping", written(query)));
  }

  /** How orders that wait would best be sent, all of them together. Nothing is moved: each proposal has the command that does it. */
  async planReroute(query: RerouteQuery): Promise<ReroutePlan> {
    return this.#carriedOut((engine) => engine.begin("plan_reroute", written(query)));
  }

  /** What it would cost to ship an order from other locations than the best plan does. Nothing is moved. */
  async regrets(query: RegretQuery): Promise<Regrets> {
    return this.#carriedOut((engine) => engine.begin("regrets", written(query)));
  }

  /** Sets the stock of many SKUs row by row; the rows may come as a CSV file. Every row is answered, and sent again it has its effect once. */
  async uploadStock(upload: StockUpload, csv?: string): Promise<UploadReport> {
    return this.#carriedOut((engine) => engine.begin("upload_stock", written(upload), csv));
  }

  /** What runs low where items have reorder rules: how long it lasts, what is on its way, and how much to order. */
  async stockAlerts(query: StockAlertsQuery): Promise<StockAlerts> {
    return this.#carriedOut((engine) => engine.begin("stock_alerts", written(query)));
  }

  /** What would have come of a recorded period with some changes, and the difference. The store is only read. */
  async whatIf(request: WhatIfRequest): Promise<WhatIfReport> {
    return this.#carriedOut((engine) => engine.begin("what_if", written(request)));
  }

  /** Works units and money out again from their movements; names every difference. */
  async audit(): Promise<AuditReport> {
    return this.#carriedOut((engine) => engine.begin("audit", ""));
  }

  /** Cash that couriers have collected and not handed over at an instant, by courier and by how long they have had it. */
  async cashAgeing(at: string): Promise<CashAgeing> {
    return this.#carriedOut((engine) => engine.begin("cash_ageing", at));
  }

  /** What carriers and locations have done with all orders: deliveries, failed attempts, returns to origin, rejections. */
  async performance(): Promise<PerformanceReport> {
    return this.#carriedOut((engine) => engine.begin("performance", ""));
  }

  /** A SHA-256 over the whole state: equal states have equal digests. */
  async digest(): Promise<string> {
    return this.#carriedOut((engine) => engine.begin("digest", ""));
  }

  /** Lets go of the storage, which stays open: it is yours. Later calls throw `closed`. */
  close(): void {
    this.#storage = undefined;
  }

  /** Whether it has been closed. */
  get isClosed(): boolean {
    return this.#storage === undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  async #carriedOut<T>(begin: (engine: NativeHostEngine) => NativeTask): Promise<T> {
    if (!this.#storage) throw new OmsError("closed", "the engine has been closed: open it again");
    const task = called(() => begin(this.#native));
    return drive(task, this.#storage);
  }
}

/** Carries out the steps of an operation on a storage. */
async function drive<T>(task: NativeTask, storage: Storage): Promise<T> {
  for (let step: Step = answer(() => task.advance("step", "")); ; ) {
    switch (step.type) {
      case "load": {
        const { wanted } = step;
        const snapshot = await asked(() => storage.load(wanted));
        step = answer(() => task.advance("loaded", snapshot));
        break;
      }
      case "commit": {
        const { changes } = step;
        const isWritten = await asked(() => storage.commit(changes));
        if (isWritten !== "true" && isWritten !== "false") {
          throw new OmsError("storage", `a commit answers whether it was written, as a boolean, but answered \`${isWritten}\``);
        }
        step = answer(() => task.advance(isWritten === "true" ? "committed" : "conflicted", ""));
        break;
      }
      case "scan": {
        const { query } = step;
        const page = await asked(() => storage.scan(query));
        step = answer(() => task.advance("scanned", page));
        break;
      }
      case "done":
        return answer(() => task.answer());
    }
  }
}

/** What a storage answers, as JSON. */
async function asked(work: () => unknown): Promise<string> {
  let said: unknown;
  try {
    said = await work();
  } catch (cause) {
    throw new OmsError("storage", `the storage failed: ${sentenceOf(cause)}`, {}, { cause });
  }
  return written(said);
}
