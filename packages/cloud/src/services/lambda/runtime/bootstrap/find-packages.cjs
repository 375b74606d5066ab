"use strict";
// Where a function's packages come from, as on AWS: its own code, its layers, what the runtime brings along (NODE_PATH); never the
// folders above its code, which on this machine may hold what AWS has not.
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html

const Module = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

function findPackages(root) {
  const pathsOf = Module._nodeModulePaths;
  Module._nodeModulePaths = (from) =>
    pathsOf(from).filter((folder) => !root.startsWith(path.dirname(folder) + path.sep));
}

/** Node.js looks for the packages of ES modules in no NODE_PATH: those of layers are found by a hook, which costs a thread. */
function findPackagesOfModules(layersFolder) {
  if (layersFolder !== undefined) Module.register(pathToFileURL(path.join(__dirname, "find-packages-hook.mjs")));
}

module.exports = { findPackages, findPackagesOfModules };
