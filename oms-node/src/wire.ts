/** Texts across the border, and what is thrown across it. */

import { OmsError, type Rejected } from "./error.js";
import { native } from "./native.js";
import { REFUSALS } from "./refusals.js";
import type { Rejection } from "./types.js";

/** A value as JSON. */
export function written(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new OmsError("invalid_input", `what was given cannot be written as JSON: ${sentenceOf(cause)}`, {}, { cause });
  }
  if (text === undefined) throw new OmsError("invalid_input", `what was given cannot be written as JSON: it is \`${typeof value}\``);
  return text;
}

/** What the native module answers, as the value that it is. */
export function answer<T>(work: () => string): T {
  return JSON.parse(called(work)) as T;
}

/** The same for what the native module answers later. */
export async function answerLater<T>(work: () => Promise<string>): Promise<T> {
  try {
    return JSON.parse(await work()) as T;
  } catch (error) {
    throw told(error);
  }
}

/** Calls the native module; whatever it throws becomes an error with a code. */
export function called<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw told(error);
  }
}

/** A refusal as the error of its class. */
export function refusal(rejection: Rejection): Rejected {
  const Class: new (rejection: Rejection, message: string) => Rejected = REFUSALS[rejection.code];
  return new Class(
    rejection,
    called(() => native.workOut("sentence", written(rejection))),
  );
}

/** What any value that was thrown says. */
export function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What was thrown as an error with a code: that, and figures, are in the messages of the native module. */
export function told(error: unknown): unknown {
  if (error instanceof OmsError || !(error instanceof Error)) return error;
  try {
    const { code, message, ...figures } = JSON.parse(error.message) as { code: string; message: string };
    if (typeof code === "string") return new OmsError(code, message, figures);
  } catch {
    // It was thrown by something else than the engine: the arguments were wrong, or it is an error of ours.
  }
  const { code } = error as { code?: unknown };
  const isArgument = typeof code === "string" && (code === "InvalidArg" || code.endsWith("Expected"));
  return isArgument
    ? new OmsError("invalid_input", `an argument is of the wrong type: ${error.message}`, {}, { cause: error })
    : new OmsError("internal", `the engine met an error of its own: report it with its words: ${error.message}`, {}, { cause: error });
}
