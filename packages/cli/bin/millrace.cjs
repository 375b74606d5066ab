#!/usr/bin/env node
"use strict";

const { existsSync } = require("node:fs");
const { join } = require("node:path");

const program = join(__dirname, "../dist/main.cjs");

if (!existsSync(program)) {
  // A fresh clone whose install scripts did not run: built in a moment, once.
  require("node:child_process").execFileSync(process.execPath, [join(__dirname, "../../../tools/build.mjs")]);
}

require("./compile-cache.cjs").keepCompiled(join(__dirname, "../dist"));
require(program);
