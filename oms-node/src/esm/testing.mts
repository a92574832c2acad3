export * from "../testing.js";
