// Finds packages that ES modules import in layers too, after those that the code brings itself.
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = realpathSync(process.env.LAMBDA_TASK_ROOT) + sep;
const folders = (process.env.NODE_PATH ?? "").split(delimiter).filter((folder) => existsSync(folder));

export async function resolve(specifier, context, next) {
  if (/^([./]|[a-z]+:)/.test(specifier)) return next(specifier, context);
  const own = await attempt(next, specifier, context);
  if (own.found !== undefined && (!own.found.url.startsWith("file:") || isIn(root, own.found.url))) return own.found;
  for (const folder of folders) {
    const parentURL = pathToFileURL(join(dirname(folder), "index.mjs")).href;
    const { found } = await attempt(next, specifier, { ...context, parentURL });
    if (found !== undefined && isIn(realpathSync(folder) + sep, found.url)) return found;
  }
  if (own.error !== undefined) throw own.error;
  return own.found;
}

const isIn = (folder, url) => fileURLToPath(url).startsWith(folder);

async function attempt(next, specifier, context) {
  try {
    return { found: await next(specifier, context) };
  } catch (error) {
    return { error };
  }
}
