/** What is worked out from an order rather than kept in it. */

import { native } from "./native.js";
import type { Derived, Journal, Order, OrderFilter } from "./types.js";
import { answer, called, written } from "./wire.js";

/** The statuses of an order, its locations, and when what has not arrived is promised for. */
export function derived(order: Order): Derived {
  return answer(() => native.derived(written(order)));
}

/** The money of an order in double entry: every entry sums to nothing, debits stand above zero. */
export function journal(order: Order): Journal {
  return answer(() => native.journal(written(order)));
}

/** Whether an order passes a filter, for storages that have no index of their own for it. */
export function passes(filter: OrderFilter, order: Order): boolean {
  return called(() => native.passes(written(filter), written(order)));
}
