import type { Rejection } from "./types.js";

/** Whatever goes wrong: a stable code, a sentence that says what to do, and figures. */
export class OmsError extends Error {
  /** Stable; made for programs. */
  readonly code: string;
  /** What the sentence is about, by name. */
  readonly figures: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, figures: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.figures = figures;
  }
}

/** A command was refused and left no trace. Each code has a class of its own with its figures as fields. */
export class Rejected extends OmsError {
  /** The refusal as it stands in an outcome. */
  readonly rejection: Rejection;

  constructor(rejection: Rejection, message: string) {
    const { code, ...figures } = rejection;
    super(code, message, figures);
    this.rejection = rejection;
    Object.assign(this, figures);
  }
}
