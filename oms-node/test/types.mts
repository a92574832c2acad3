// What the compiler must accept, and what it must not: it is the test, nothing runs.

import { Engine, InsufficientStockError, OmsError, Rejected } from "embeddable-oms";
import type * as oms from "embeddable-oms";

export function accepted(engine: Engine, hosted: oms.Storage): void {
  const envelope: oms.Envelope = {
    id: "1",
    at: "2026-03-01T10:00:00Z",
    actor: "shop",
    command: { type: "capture_order", order: "1001", channel: "web", currency: "EUR", lines: [] },
  };
  const { status, receipt } = engine.submit(envelope);
  status satisfies "applied" | "already_applied";
  receipt.events satisfies oms.Event[];
  engine.query({ type: "stock", limit: 1 }) satisfies oms.StockPage;
  engine.query({ type: "all_orders", limit: 1 }).orders satisfies oms.Order[];
  for (const order of engine.rows({ type: "orders", limit: 1 })) order.total satisfies oms.Decimal;
  for (const { number, entry } of engine.rows({ type: "log", after: 0, limit: 1 })) console.log(number, entry.envelope.command.type);
  engine.preview([envelope]).commands[0]?.outcome satisfies oms.Outcome | undefined;
  engine.performance() satisfies Promise<oms.PerformanceReport>;
  Engine.on(hosted).preview([envelope]) satisfies Promise<oms.Preview>;
  Engine.on(hosted).submitMany([envelope]) satisfies Promise<oms.Outcome[]>;
}

export function refused(engine: Engine, envelope: oms.Envelope): string {
  try {
    engine.submit(envelope);
  } catch (error) {
    if (error instanceof InsufficientStockError) return `${error.sku satisfies oms.Sku}: ${error.available satisfies number}`;
    if (error instanceof Rejected && error.rejection.code === "unknown_order") return error.rejection.order;
    if (error instanceof OmsError) return error.code;
  }
  return "";
}

export function narrowed(outcome: oms.Outcome, command: oms.Command): string {
  // @ts-expect-error: a refused command has no receipt
  console.log(outcome.receipt);
  switch (outcome.status) {
    case "applied":
    case "already_applied":
      return outcome.receipt.command;
    case "refused":
      return outcome.rejection.code;
  }
  outcome satisfies never;
  if (command.type === "cancel_order") return command.reason satisfies oms.CancelReason;
  // @ts-expect-error: other commands have no reason of a cancellation
  return command.reason satisfies oms.CancelReason;
}

export const wrong = (engine: Engine): unknown[] => [
  // @ts-expect-error: the lines are missing
  { type: "capture_order", order: "1", channel: "web", currency: "EUR" } satisfies oms.CaptureOrder,
  // @ts-expect-error: an amount is a text
  { type: "refund_payment", order: "1", payment: "card", amount: 5, reason: "broken" } satisfies oms.RefundPayment,
  // @ts-expect-error: there is no such command
  { type: "steal_stock" } satisfies oms.Command,
  // @ts-expect-error: there is no such list
  engine.query({ type: "secrets", limit: 1 }),
  // @ts-expect-error: settings have no orders
  engine.query({ type: "settings" }).orders,
];
