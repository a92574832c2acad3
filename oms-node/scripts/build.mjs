// Makes the package ready to use: the native module for this machine, and JavaScript from the TypeScript.
//
// In a checkout of the repository the native module is built by cargo. Elsewhere, or where there is no cargo, the one in
// `prebuilt` is taken. `OMS_PROFILE` names another cargo profile than `npm`: `dev` builds faster and runs slower. `OMS_FEATURES`
// names features: `suite` is the conformance suite for storages of one's own. `OMS_LIBRARY` names a library that cargo has built before.

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { symbolsOf } from "./symbols.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const profile = process.env.OMS_PROFILE ?? "npm";
const glibc = process.report.getReport().header.glibcVersionRuntime;
const isMusl = process.platform === "linux" && glibc === undefined;
const native = join(root, "prebuilt", `oms.${process.platform}-${process.arch}${isMusl ? "-musl" : ""}.node`);

buildNative();
buildJavaScript();

function buildNative() {
  if (process.env.OMS_LIBRARY) {
    keep(process.env.OMS_LIBRARY, false);
    return;
  }
  const canBuild = existsSync(join(root, "Cargo.toml")) && existsSync(join(root, "..", "oms-wire"));
  if (!canBuild || !run("cargo", ["--version"], { stdio: "ignore" })) {
    if (!existsSync(native)) fail(`there is no native module for this machine, and none can be built: install cargo, or add \`${native}\``);
    return;
  }
  const arguments_ = ["build", "--locked", "--package", "oms-node", "--profile", profile, "--message-format", "json-render-diagnostics"];
  if (process.env.OMS_FEATURES) arguments_.push("--features", process.env.OMS_FEATURES);
  // With a frame pointer, what is told of each function for unwinding takes two thirds, and functions are shorter. Only what is no
  // longer than a call of it is written out where it is called: a thirtieth smaller, and no slower than runs differ.
  const small = "-C symbol-mangling-version=v0 -C force-frame-pointers=yes -C llvm-args=-inline-threshold=5 -C llvm-args=-inlinehint-threshold=150";
  const flags = profile === "npm" ? small : "";
  // Functions that came out the same are kept once, where the linker can: that of Rust for Linux on x64 does.
  const isFolded = profile === "npm" && process.platform === "linux" && process.arch === "x64" && !isMusl;
  const linked = isPackable() ? "-C link-arg=-Wl,--icf=all,-z,pack-relative-relocs" : "-C link-arg=-Wl,--icf=all";
  let built = isFolded ? cargo(arguments_, `${flags} ${linked}`) : undefined;
  if (built?.status !== 0) built = cargo(arguments_, flags);
  else inOrder(libraryOf(built), (order) => (built = cargo(arguments_, `${flags} ${linked}`, { OMS_ORDER: order })));
  if (built.status !== 0) fail("cargo could not build the native module");
  keep(libraryOf(built), profile !== "dev" && process.platform !== "win32");
}

function libraryOf(built) {
  const messages = built.stdout.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  const artifact = messages.find((message) => message.reason === "compiler-artifact" && message.target.name === "oms_node");
  return artifact.filenames.find((name) => /\.(so|dylib|dll)$/.test(name));
}

/**
 * Links once more, with the functions that a single command runs through side by side: within the whole module they are on five times as
 * many pages as they fill, and the processor looks for each. `order.txt` has their names, `order.mjs` finds them out.
 */
function inOrder(library, link) {
  if (!existsSync(join(root, "scripts", "order.txt"))) return;
  const symbols = symbolsOf(library);
  if (!symbols) return;
  const order = join(dirname(library), "oms_node.order");
  const names = readFileSync(join(root, "scripts", "order.txt"), "utf8").split("\n");
  writeFileSync(order, names.flatMap((name) => symbols.get(name) ?? []).join("\n"));
  link(order);
}

/** Whether the loader here reads the list of addresses to adjust in its short form, as glibc has done since 2.36. */
function isPackable() {
  const [major, minor] = (glibc ?? "0.0").split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 36);
}

function cargo(arguments_, flags, further = {}) {
  const env = { ...process.env, ...further };
  if (flags) env.RUSTFLAGS = `${env.RUSTFLAGS ?? ""} ${flags}`.trim();
  // Nothing is unwound through SQLite: what would be told of its functions for that is an eightieth of the module.
  if (profile === "npm" && process.platform !== "win32") env.CFLAGS = `${env.CFLAGS ?? ""} -fno-asynchronous-unwind-tables`.trim();
  return spawnSync("cargo", arguments_, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 1 << 28 });
}

function keep(library, isStripped) {
  mkdirSync(dirname(native), { recursive: true });
  // A running program keeps the file it has loaded: the new one takes its place under its name.
  copyFileSync(library, `${native}.new`);
  if (isStripped) {
    run("strip", [process.platform === "darwin" ? "-x" : "--strip-unneeded", `${native}.new`], { stdio: "ignore" });
  }
  renameSync(`${native}.new`, native);
}

function buildJavaScript() {
  if (!existsSync(join(root, "tsconfig.json"))) return;
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  // When another package is being installed on top of this folder, npm does not fetch what only the build needs.
  if (!existsSync(compiler) && !run("npm", ["ci", "--ignore-scripts"], { stdio: "inherit", env: plainEnvironment() })) {
    fail("the TypeScript compiler could not be installed");
  }
  if (!run(process.execPath, [compiler, "-p", root], { stdio: "inherit" })) fail("the TypeScript does not compile");
}

/** Without the settings of the npm that runs this script, which are about the other package. */
function plainEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith("npm_")));
}

function run(program, arguments_, options) {
  return spawnSync(program, arguments_, { cwd: root, shell: program === "npm" && process.platform === "win32", ...options }).status === 0;
}

function fail(message) {
  console.error(`embeddable-oms: ${message}`);
  process.exit(1);
}
