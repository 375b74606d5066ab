"use strict";

const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join } = require("node:path");
const vm = require("node:vm");

/** Smaller files are compiled sooner than anything is read. */
const worthwhileBytes = 200_000;
const settleMs = 2000;

/**
 * Keeps compiled code beside the code, where only who may change the one can change the other: most of the time that a
 * large command takes to start is compiling it. Node.js does so by itself since 22.1; before, scripts are compiled here.
 */
exports.keepCompiled = (folder) => {
  const kept = join(folder, ".compiled");
  if (Module.enableCompileCache !== undefined) {
    Module.enableCompileCache(kept);
    return;
  }
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename) {
    if (content.length < worthwhileBytes || !filename.startsWith(folder)) return compile.call(this, content, filename);
    // Loaded here: most starts need none of it.
    const { createHash } = require("node:crypto");
    const version = createHash("sha256").update(process.version).update(process.arch).update(content).digest("hex");
    const file = join(kept, `${basename(filename)}-${version.slice(0, 16)}`);
    const cachedData = keptOf(file);
    const script = new vm.Script(Module.wrap(content), {
      filename,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (cachedData === undefined || script.cachedDataRejected) keepWhenSettled(script, file);
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, dirname(filename));
  };
};

const waiting = new Map();

/** A little later, when it is known what of it is used at the start; a program that is quicker keeps it at its end. */
function keepWhenSettled(script, file) {
  if (waiting.size === 0) {
    setTimeout(keepAll, settleMs).unref();
    process.once("exit", keepAll);
  }
  waiting.set(file, script);
}

function keepAll() {
  process.off("exit", keepAll);
  for (const [file, script] of waiting) keep(script, file);
  waiting.clear();
}

function keep(script, file) {
  const written = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(written, script.createCachedData());
    renameSync(written, file);
  } catch {
    // Installed where this user may not write, or on a full disk: it starts as slowly as before.
    if (existsSync(written)) rmSync(written);
  }
}

function keptOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
