// Fetches Amazon's own runtime interface clients and compiles what has to be: some minutes, and autoconf, automake, libtool,
// cmake and a compiler. What is there already stays.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../node_modules/.cache/runtime-clients", import.meta.url));
const node = join(folder, "node_modules", "aws-lambda-ric");
const run = (cwd, file, ...words) => execFileSync(file, words, { cwd, stdio: "inherit" });

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
if (!existsSync(join(node, "build", "Release", "rapid-client.node"))) {
  run(folder, "npm", "install", "--save-exact", "--ignore-scripts", "aws-lambda-ric@3.3.0");
  run(node, "npm", "run", "preinstall");
  run(node, "npx", "node-gyp", "rebuild");
}
if (!existsSync(join(folder, "python", "awslambdaric"))) {
  run(folder, "python3", "-m", "pip", "install", "--quiet", "--target", "python", "awslambdaric==4.2.2");
}
