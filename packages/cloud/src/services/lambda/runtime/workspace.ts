import { chmod, cp, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { unpackZip } from "../code/zip.ts";
import type { Code } from "../model.ts";

/** The folders of execution environments: code, what layers add, and room for files of its own. */
export class Workspace {
  readonly #kernel: ServiceKernel;
  /** Folders that are there or on their way, by what is in them. */
  readonly #ready = new Map<string, Promise<string>>();

  constructor(kernel: ServiceKernel) {
    this.#kernel = kernel;
  }

  /** Code unpacked, once for every environment that runs it. */
  code({ sha256, blobId }: Code): Promise<string> {
    return this.#once(sha256, () => this.#unpack([blobId], blobId));
  }

  /** What AWS has at /opt: the layers one over the other, in their order. */
  layers(layers: readonly Code[]): Promise<string> {
    const name = `opt-${layers.map(({ blobId }) => blobId).join("-")}`;
    return this.#once(name, () =>
      this.#unpack(
        layers.map(({ blobId }) => blobId),
        name.slice(0, folderNameMax),
      ),
    );
  }

  /** An empty folder that nobody else writes to. */
  async temporary(id: string): Promise<string> {
    const folder = join(this.#kernel.scratchFolder, "tmp", id);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Programs that a layer or the code itself asks to be run beside the function. */
  async extensions(optFolder: string | undefined): Promise<string[]> {
    if (optFolder === undefined) return [];
    const folder = join(optFolder, "extensions");
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
    await Promise.all(files.map((file) => chmod(file, 0o755)));
    return files;
  }

  #once(key: string, make: () => Promise<string>): Promise<string> {
    let folder = this.#ready.get(key);
    if (folder === undefined) {
      folder = make();
      this.#ready.set(key, folder);
      folder.catch(() => this.#ready.delete(key));
    }
    return folder;
  }

  async #unpack(blobIds: readonly string[], name: string): Promise<string> {
    const { scratchFolder, sdkFolder, blobs } = this.#kernel;
    const folder = join(scratchFolder, name);
    const [first, ...others] = blobIds;
    if (first === undefined) return folder;
    await unpackZip(await blobs.readAll(first), folder);
    for (const blobId of others) {
      const over = `${folder}-over`;
      await unpackZip(await blobs.readAll(blobId), over);
      await cp(over, folder, { recursive: true, force: true });
      await rm(over, { recursive: true, force: true });
    }
    // ES modules look upwards for what the runtime brings along, and in no NODE_PATH.
    if (sdkFolder !== undefined) await linkOnce(sdkFolder, join(scratchFolder, "node_modules"));
    // Node.js looks upwards for whether code is CommonJS: it must not find the package that the state folder lies in.
    await writeFile(join(scratchFolder, "package.json"), "{}");
    return folder;
  }
}

async function linkOnce(target: string, path: string): Promise<void> {
  await symlink(target, path, "junction").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

const folderNameMax = 120;
