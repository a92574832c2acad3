// A storage in plain JavaScript maps: what any storage has to do, without a database in the way. Yours would do the same with the
// transactions and indexes of your database.

import { derived, passes } from "embeddable-oms";
import type * as oms from "embeddable-oms";

const PAGE_MAX = 10_000;
const RECENT_MAX = 16;
const STATES = ["available", "reserved", "committed", "safety", "damaged", "quality_control"] as const;

interface SkuEntry {
  item?: oms.Item;
  /** By location and lot, as JSON. */
  stock: Map<string, oms.Buckets>;
  /** By the JSON of the counter. */
  counters: Map<string, number>;
}

export class StorageInMaps implements oms.Storage {
  #epoch = 0;
  #settings: oms.Settings | null = null;
  readonly #orders = new Map<oms.OrderId, oms.Order>();
  /** Owners of external ids, by the JSON of channel and external id. */
  readonly #external_ids = new Map<string, oms.OrderId>();
  readonly #reservations = new Map<oms.ReservationId, oms.Reservation>();
  /** By the JSON of kind and id. */
  readonly #documents = new Map<string, oms.Document>();
  /** Open papers, by the JSON of their subject and then of kind and id. */
  readonly #subjects = new Map<string, Map<string, oms.DocumentKey>>();
  readonly #skus = new Map<oms.Sku, SkuEntry>();
  readonly #waiting = new Map<oms.Sku, Map<oms.OrderId, oms.Waiting>>();
  readonly #recent = new Map<oms.CustomerId, oms.Recent[]>();
  readonly #log: oms.LogEntry[] = [];
  readonly #commands = new Map<oms.CommandId, oms.LogEntry>();
  readonly #consumers = new Map<oms.ConsumerId, number>();

  load(wanted: oms.ReadSet): oms.Snapshot {
    const settings = this.#currentSettings();
    return {
      epoch: this.#epoch,
      settings: wanted.settings_known === settings.version ? null : settings,
      last_at: this.#log.at(-1)?.envelope.at ?? null,
      orders: (wanted.orders ?? []).map((id) => this.#orders.get(id) ?? null),
      external_ids: (wanted.external_ids ?? []).map((key) => this.#external_ids.get(externalKey(key.channel, key.external_id)) ?? null),
      skus: (wanted.skus ?? []).map((sku) => this.#skuRecord(sku)),
      reservations: (wanted.reservations ?? []).map((id) => this.#reservations.get(id) ?? null),
      customers: (wanted.customers ?? []).map((id) => this.#recent.get(id) ?? []),
      commands: (wanted.commands ?? []).map((id) => this.#commands.get(id) ?? null),
      waiting: (wanted.waiting ?? []).map(({ sku, after, limit }) => {
        const queue = this.#queue(sku);
        return (after ? queue.filter((waiting) => byTurn(waiting, after) > 0) : queue).slice(0, limit);
      }),
      documents: (wanted.documents ?? []).map((key) => this.#documents.get(paperKey(key)) ?? null),
      subjects: (wanted.subjects ?? []).map((subject) => this.#about(subject)),
      moved: (wanted.moved ?? []).map((query) => this.#moved(query)),
      due: wanted.due ? this.#due(wanted.due) : [],
      pages: (wanted.pages ?? []).map((query) => this.#page(query)),
    };
  }

  commit(changes: oms.ChangeSet): boolean {
    if (!this.#admits(changes)) return false;
    this.#epoch += changes.epoch_step ?? 0;
    this.#settings = changes.settings ?? this.#settings;
    for (const item of changes.items ?? []) this.#sku(item.sku).item = item;
    for (const delta of changes.stock ?? []) {
      const { stock } = this.#sku(delta.sku);
      stock.set(shelf(delta), sum(stock.get(shelf(delta)) ?? {}, delta.change));
    }
    for (const { sku, counter, change } of changes.counters ?? []) {
      const { counters } = this.#sku(sku);
      const key = JSON.stringify(counter);
      counters.set(key, (counters.get(key) ?? 0) + change);
    }
    for (const { sku, waiting, waits } of changes.waiting ?? []) {
      const queue = this.#waiting.get(sku) ?? new Map<oms.OrderId, oms.Waiting>();
      this.#waiting.set(sku, queue);
      if (waits) queue.set(waiting.order, waiting);
      else queue.delete(waiting.order);
    }
    for (const { order } of changes.orders ?? []) {
      this.#orders.set(order.id, order);
      if (order.external_id !== undefined) this.#external_ids.set(externalKey(order.channel, order.external_id), order.id);
    }
    for (const { id, reservation } of changes.reservations ?? []) {
      if (reservation) this.#reservations.set(id, reservation);
      else this.#reservations.delete(id);
    }
    for (const { key, document } of changes.documents ?? []) this.#documents.set(paperKey(key), document);
    for (const { subject, document, is_about } of changes.subjects ?? []) {
      const papers = this.#subjects.get(JSON.stringify(subject)) ?? new Map<string, oms.DocumentKey>();
      this.#subjects.set(JSON.stringify(subject), papers);
      if (is_about) papers.set(paperKey(document), document);
      else papers.delete(paperKey(document));
    }
    for (const customer of changes.forgotten ?? []) this.#recent.delete(customer);
    for (const { customer, recent } of changes.recent ?? []) {
      this.#recent.set(customer, [recent, ...(this.#recent.get(customer) ?? [])].slice(0, RECENT_MAX));
    }
    for (const entry of changes.rewritten ?? []) {
      const place = this.#log.findIndex(({ envelope }) => envelope.id === entry.envelope.id);
      this.#log[place] = entry;
      this.#commands.set(entry.envelope.id, entry);
    }
    for (const entry of changes.log) {
      this.#commands.set(entry.envelope.id, entry);
      this.#log.push(entry);
    }
    for (const { consumer, position } of changes.consumers ?? []) {
      if (position > 0) this.#consumers.set(consumer, position);
      else this.#consumers.delete(consumer);
    }
    return true;
  }

  scan(query: oms.Query): oms.Page {
    return this.#page(query);
  }

  #page(query: oms.Query): oms.Page {
    switch (query.type) {
      case "orders": {
        const { filter = {}, after, limit } = query;
        const passing = [...this.#orders.values()].filter((order) => passes(filter, order)).sort(lastFirst);
        const place = after && { id: after.order, placed_at: after.placed_at };
        const orders = rows(place ? passing.filter((order) => lastFirst(order, place) > 0) : passing, limit);
        const last = orders.length === Math.min(limit, PAGE_MAX) ? orders.at(-1) : undefined;
        return { type: "orders", orders, next: last ? { placed_at: last.placed_at, order: last.id } : null };
      }
      case "order_counts": {
        const counts = new Map<string, number>();
        for (const order of this.#orders.values()) {
          if (!passes(query.filter ?? {}, order)) continue;
          const { statuses, queue } = derived(order);
          const status = query.axis === "queue" ? queue?.queue : statuses[query.axis];
          if (!status) continue;
          counts.set(status, (counts.get(status) ?? 0) + 1);
        }
        const sorted = [...counts].sort(([one], [other]) => byText(one, other));
        return { type: "order_counts", counts: sorted.map(([status, orders]) => ({ status, orders })) };
      }
      case "log": {
        const entries = rows(this.#log.slice(query.after), query.limit);
        return { type: "log", entries: entries.map((entry, place) => ({ number: query.after + place + 1, entry })) };
      }
      case "consumers": {
        const sorted = [...this.#consumers].sort(([one], [other]) => byText(one, other));
        return { type: "consumers", consumers: sorted.map(([consumer, position]) => ({ consumer, position })), last: this.#log.length };
      }
      case "movements":
        return this.#movements(query);
      case "settings":
        return { type: "settings", settings: this.#currentSettings() };
      case "items": {
        const items = this.#skusAfter(query.after).flatMap(([, entry]) => entry.item ?? []);
        return { type: "items", items: rows(items, query.limit) };
      }
      case "stock": {
        const kept = this.#skusAfter(query.after).filter(([, entry]) => entry.stock.size + entry.counters.size > 0);
        const skus = rows(kept, query.limit).map(([sku]) => {
          const { stock, counters } = this.#skuRecord(sku);
          return { sku, levels: stock.map((level) => ({ sku, ...level })), counters };
        });
        return { type: "stock", skus };
      }
      case "all_orders":
        return { type: "orders", orders: rows(afterId([...this.#orders.values()], query.after), query.limit), next: null };
      case "reservations":
        return { type: "reservations", reservations: rows(afterId([...this.#reservations.values()], query.after), query.limit) };
      case "documents": {
        const keys = query.about ? this.#about(query.about).map(paperKey) : [...this.#documents.keys()];
        const papers = keys.flatMap((key) => this.#documents.get(key) ?? []).filter(({ body }) => body.kind === query.kind);
        return { type: "documents", documents: rows(afterId(papers, query.after), query.limit) };
      }
    }
  }

  /** Whether everything is still as it was when the changes were decided, and every guard holds. */
  #admits(changes: oms.ChangeSet): boolean {
    return (
      this.#epoch === changes.epoch_read &&
      (changes.orders ?? []).every(({ read, order }) => {
        const owner = order.external_id === undefined ? order.id : this.#external_ids.get(externalKey(order.channel, order.external_id));
        return (this.#orders.get(order.id)?.version ?? 0) === read && (owner ?? order.id) === order.id;
      }) &&
      (changes.reservations ?? []).every(({ id, read }) => {
        const kept = this.#reservations.get(id);
        return kept?.made_by === read?.made_by && kept?.version === read?.version;
      }) &&
      (changes.documents ?? []).every(({ read, key }) => (this.#documents.get(paperKey(key))?.version ?? 0) === read) &&
      changes.log.every(({ envelope }) => !this.#commands.has(envelope.id)) &&
      (changes.consumers ?? []).every(({ consumer, read }) => (this.#consumers.get(consumer) ?? 0) === read) &&
      (changes.rewritten ?? []).every(({ envelope }) => this.#commands.has(envelope.id)) &&
      (changes.stock ?? []).every((delta) => {
        const buckets = this.#skus.get(delta.sku)?.stock.get(shelf(delta)) ?? {};
        const isEnough = (buckets.available ?? 0) >= (delta.available_at_least ?? -Infinity);
        const exactly = delta.exactly;
        return isEnough && (!exactly || STATES.every((state) => (buckets[state] ?? 0) === (exactly[state] ?? 0)));
      }) &&
      (changes.counters ?? []).every(({ sku, counter, at_most }) => {
        return (this.#skus.get(sku)?.counters.get(JSON.stringify(counter)) ?? 0) <= (at_most ?? Infinity);
      })
    );
  }

  #currentSettings(): oms.Settings {
    this.#settings ??= { version: 0, locations: [], channels: [], policies: {} };
    return this.#settings;
  }

  #sku(sku: oms.Sku): SkuEntry {
    const entry = this.#skus.get(sku) ?? { stock: new Map(), counters: new Map() };
    this.#skus.set(sku, entry);
    return entry;
  }

  #skuRecord(sku: oms.Sku): oms.SkuRecord {
    const entry = this.#skus.get(sku);
    const stock = [...(entry?.stock ?? [])].map(([key, buckets]): oms.LocationStock => {
      const [location, lot] = JSON.parse(key) as [oms.LocationId, oms.LotNumber];
      return lot === "" ? { location, buckets } : { location, lot, buckets };
    });
    stock.sort((one, other) => byText(one.location, other.location) || byText(one.lot ?? "", other.lot ?? ""));
    const counters = [...(entry?.counters ?? [])].filter(([, value]) => value !== 0);
    counters.sort(([one], [other]) => byText(counterTurn(one), counterTurn(other)));
    return {
      item: entry?.item ?? null,
      stock,
      counters: counters.map(([counter, value]) => ({ counter: JSON.parse(counter) as oms.Counter, value })),
    };
  }

  #skusAfter(after: oms.Sku | null | undefined): [oms.Sku, SkuEntry][] {
    const sorted = [...this.#skus].sort(([one], [other]) => byText(one, other));
    return sorted.filter(([sku]) => after === undefined || after === null || byText(sku, after) > 0);
  }

  #queue(sku: oms.Sku): oms.Waiting[] {
    return [...(this.#waiting.get(sku)?.values() ?? [])].sort(byTurn);
  }

  #about(subject: oms.Subject): oms.DocumentKey[] {
    const papers = [...(this.#subjects.get(JSON.stringify(subject))?.values() ?? [])];
    return papers.sort((one, other) => byText(one.kind, other.kind) || byText(one.id, other.id));
  }

  #due({ until, limit }: oms.DueQuery): oms.Due[] {
    const reservations = [...this.#reservations.values()].map(({ id, expires_at }) => ({ at: expires_at, key: { reservation: id } }));
    const orders = [...this.#orders.values()].flatMap(({ id, due_at }) => {
      return due_at === undefined ? [] : { at: due_at, key: { order: id } };
    });
    const papers = [...this.#documents.values()].flatMap(({ id, body, due_at }) => {
      return due_at === undefined ? [] : { at: due_at, key: { document: { kind: body.kind, id } } };
    });
    const rank = (key: oms.DueKey): [number, string, string] => {
      if ("document" in key) return [2, key.document.kind, key.document.id];
      return "reservation" in key ? [0, "", key.reservation] : [1, "", key.order];
    };
    const due: oms.Due[] = [...reservations, ...orders, ...papers].filter(({ at }) => byTime(at, until) <= 0);
    due.sort((one, other) => {
      const [[rankOfOne, kind, id], [rankOfOther, otherKind, otherId]] = [rank(one.key), rank(other.key)];
      return byTime(one.at, other.at) || rankOfOne - rankOfOther || byText(kind, otherKind) || byText(id, otherId);
    });
    return due.slice(0, limit);
  }

  /** What moved after an instant; so many of the last entries that moved some are looked at. */
  #moved({ sku, location, after, limit }: oms.MovedQuery): oms.MovementRow[] {
    const rows: oms.MovementRow[] = [];
    for (let number = this.#log.length, left = limit; number > 0 && left > 0; number--) {
      const { envelope, movements = [] } = this.#log[number - 1] as oms.LogEntry;
      const found = movements.filter((movement) => movement.sku === sku && movement.location === location);
      if (found.length === 0) continue;
      left--;
      if (Date.parse(envelope.at) <= Date.parse(after)) continue;
      rows.push(...found.map((movement) => ({ number, at: envelope.at, actor: envelope.actor, command: envelope.id, movement })));
    }
    return rows;
  }

  #movements({ sku, location, before, limit }: oms.MovementsQuery): oms.MovementsPage {
    const movements: oms.MovementRow[] = [];
    let left = Math.min(limit, PAGE_MAX);
    for (let number = Math.min(this.#log.length, (before ?? Infinity) - 1); number > 0; number--) {
      const { envelope, movements: all = [] } = this.#log[number - 1] as oms.LogEntry;
      const found = all.filter((movement) => movement.sku === sku && (location ?? movement.location) === movement.location);
      if (found.length === 0) continue;
      if (left === 0) break;
      movements.push(...found.map((movement) => ({ number, at: envelope.at, actor: envelope.actor, command: envelope.id, movement })));
      if (--left === 0) return { type: "movements", movements, next: number };
    }
    return { type: "movements", movements, next: null };
  }
}

/** Who is served first: the highest priority, then placed first, then by id. */
function byTurn(one: oms.Waiting, other: oms.Waiting): number {
  return other.priority - one.priority || byTime(one.placed_at, other.placed_at) || byText(one.order, other.order);
}

function rows<T>(all: T[], limit: number): T[] {
  return all.slice(0, Math.min(limit, PAGE_MAX));
}

function afterId<T extends { id: string }>(all: T[], after: string | null | undefined): T[] {
  const sorted = all.sort((one, other) => byText(one.id, other.id));
  return sorted.filter(({ id }) => after === undefined || after === null || byText(id, after) > 0);
}

function externalKey(channel: oms.ChannelId, externalId: oms.ExternalId): string {
  return JSON.stringify([channel, externalId]);
}

function paperKey({ kind, id }: oms.DocumentKey): string {
  return JSON.stringify([kind, id]);
}

function sum(one: oms.Buckets, other: oms.Buckets): oms.Buckets {
  return Object.fromEntries(STATES.map((state) => [state, (one[state] ?? 0) + (other[state] ?? 0)]));
}

function lastFirst(one: Pick<oms.Order, "id" | "placed_at">, other: Pick<oms.Order, "id" | "placed_at">): number {
  return byTime(other.placed_at, one.placed_at) || byText(other.id, one.id);
}

function byTime(one: oms.Timestamp, other: oms.Timestamp): number {
  return Date.parse(one) - Date.parse(other);
}

/** As the core sorts: by the bytes of UTF-8, where JavaScript would compare halves of characters. */
function shelf({ location, lot }: oms.StockDelta): string {
  return JSON.stringify([location, lot ?? ""]);
}

/** Channels by id; what a location takes on is counted under names of its own, as orders, units and grams. */
function counterTurn(text: string): string {
  const counter = JSON.parse(text) as oms.Counter;
  if (counter === "backordered") return "";
  return "channel" in counter ? counter.channel : String(["orders", "units", "grams"].indexOf(counter.capacity));
}

function byText(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
