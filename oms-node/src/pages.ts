/** Lists that come in pages. */

import type { Page, Query } from "./types.js";

/** The page that answers a query. */
export type PageOf<Q extends Query> = Extract<Page, { type: Q["type"] extends "all_orders" ? "orders" : Q["type"] }>;

/** A row of the list that a query is about. */
export type Row<Q extends Query> = ElementOf<PageOf<Q>>;

type ElementOf<P> = P extends Page ? { [K in keyof P]-?: P[K] extends (infer R)[] ? R : never }[keyof P] : never;

/** The rows of a page; the settings have none. */
export function rowsOf<Q extends Query>(page: PageOf<Q>): Row<Q>[] {
  return (Object.values(page).find(Array.isArray) ?? []) as Row<Q>[];
}

/** The query of the page after this one; nothing if it is the last. */
export function following<Q extends Query>(query: Q, page: Page): Q | undefined {
  switch (page.type) {
    case "orders":
      return query.type === "all_orders" ? after(query, page.orders.at(-1)?.id) : after(query, page.next);
    case "movements":
      return page.next === undefined || page.next === null ? undefined : { ...query, before: page.next };
    case "log":
      return after(query, page.entries.at(-1)?.number);
    case "items":
      return after(query, page.items.at(-1)?.sku);
    case "stock":
      return after(query, page.skus.at(-1)?.sku);
    case "reservations":
      return after(query, page.reservations.at(-1)?.id);
    case "documents":
      return after(query, page.documents.at(-1)?.id);
    case "order_counts":
    case "consumers":
    case "settings":
      return undefined;
  }
}

function after<Q extends Query>(query: Q, place: unknown): Q | undefined {
  return place === undefined || place === null ? undefined : { ...query, after: place };
}
