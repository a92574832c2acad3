/** What is worked out from an order rather than kept in it. */

import { native } from "./native.js";
import type { Derived, Journal, LintReport, LintRequest, Order, OrderFilter, Reservation, RoutingExplanation, WhatIfReport } from "./types.js";
import { answer, called, written } from "./wire.js";

/** The statuses of an order, its locations, and when what has not arrived is promised for. */
export function derived(order: Order): Derived {
  return answer(() => native.workOut("derived", written(order)));
}

/** The money of an order in double entry: every entry sums to nothing, debits stand above zero. */
export function journal(order: Order): Journal {
  return answer(() => native.workOut("journal", written(order)));
}

/** Why an order was routed as it was by a routing policy: a sentence for each location. */
export function explainRouting(order: Order): RoutingExplanation {
  return answer(() => native.workOut("explain_routing", written(order)));
}

/** Why stock is held for a cart where it is, by a routing policy, and which of its rules could not be asked. */
export function explainCartRouting(reservation: Reservation): RoutingExplanation {
  return answer(() => native.workOut("explain_cart_routing", written(reservation)));
}

/** What is wrong, or odd, with a routing policy before it is put in, with orders that show it. */
export function lintRoutingPolicy(request: LintRequest): LintReport {
  return answer(() => native.workOut("lint_routing_policy", written(request)));
}

/** The report of a what-if as one page of HTML: figures, and plots side by side. */
export function whatIfPage(report: WhatIfReport): string {
  return called(() => native.workOut("what_if_page", written(report)));
}

/** Whether an order passes a filter, for storages that have no index of their own for it. */
export function passes(filter: OrderFilter, order: Order): boolean {
  return called(() => native.passes(written(filter), written(order)));
}
