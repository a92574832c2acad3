// One set of classes, however it is imported: `instanceof` holds between modules of both kinds.
export * from "../index.js";
