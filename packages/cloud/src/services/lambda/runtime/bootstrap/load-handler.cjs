"use strict";
// Finds the handler of a Node.js function as the managed runtimes do.
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html

const fs = require("node:fs");
const path = require("node:path");

async function loadHandler(root, text) {
  const match = /^(.*\/)?([^/.]+)\.(.+)$/.exec(text);
  if (match === null) throw named("Runtime.MalformedHandlerName", "Bad handler");
  const [, folder = "", module, exported] = match;
  const loaded = await loadModule(path.resolve(root, folder, module), folder + module);
  const handler = exported.split(".").reduce((value, name) => value?.[name] ?? value?.default?.[name], loaded);
  if (handler === undefined) throw named("Runtime.HandlerNotFound", `${text} is undefined or not exported`);
  if (typeof handler !== "function") throw named("Runtime.HandlerNotFound", `${text} is not a function`);
  return handler;
}

async function loadModule(base, name) {
  const file = ["", ".js", ".mjs", ".cjs"]
    .map((ending) => base + ending)
    .find((one) => fs.statSync(one, { throwIfNoEntry: false })?.isFile());
  try {
    if (file === undefined)
      throw Object.assign(new Error(`Cannot find module '${name}'\nRequire stack:\n- ${__filename}`), {
        code: "MODULE_NOT_FOUND",
      });
    if (isModule(file)) return await import(require("node:url").pathToFileURL(file).href);
    return require(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw named("Runtime.UserCodeSyntaxError", String(error), error.stack);
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
      throw named("Runtime.ImportModuleError", String(error), error.stack);
    }
    throw error;
  }
}

/** As Node itself decides: by ending, then by the nearest package.json. */
function isModule(file) {
  if (file.endsWith(".mjs")) return true;
  if (file.endsWith(".cjs")) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (fs.existsSync(manifest)) return JSON.parse(fs.readFileSync(manifest, "utf8")).type === "module";
    if (folder === path.dirname(folder)) return false;
  }
}

const named = (name, message, stack) =>
  Object.assign(new Error(message), { name, stack: stack ?? `${name}: ${message}` });

module.exports = { loadHandler };
