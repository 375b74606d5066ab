import { writeFile } from "node:fs/promises";
import { type Clock, sleep } from "@millrace/core";
import type { Client, ClientConfig } from "pg";
import { ownerName } from "./owner-name.ts";
import { withClient } from "./with-client.ts";

const reloadTriesMax = 400;
const reloadWaitMs = 5;

/** Whether a user shows tokens of IAM in place of a password, as members of `rds_iam` do. */
export async function usesTokens(owner: Client, user: string): Promise<boolean> {
  const { rows } = await owner.query(
    `SELECT 1 FROM pg_auth_members JOIN pg_roles AS granted ON granted.oid = roleid JOIN pg_roles AS user_ ON user_.oid = member
     WHERE granted.rolname = 'rds_iam' AND user_.rolname = $1`,
    [user],
  );
  return rows.length > 0;
}

/**
 * Whom the server lets in without a password, because the front has checked their token: by their names alone, as whoever
 * has made a user is a member of it.
 */
export class TokenUsers {
  readonly #file: string;
  readonly #owner: () => ClientConfig;
  readonly #wall: Clock;
  readonly #names = new Set<string>();
  #done: Promise<void> = Promise.resolve();

  constructor(file: string, owner: () => ClientConfig, wall: Clock) {
    this.#file = file;
    this.#owner = owner;
    this.#wall = wall;
  }

  /** Nobody is let in when the server starts. */
  clear(): Promise<void> {
    this.#names.clear();
    return this.#write(this.#names);
  }

  /** One change after the other; resolves when the server knows. */
  set(user: string, isLetIn: boolean): Promise<void> {
    const changed = this.#done.then(() => this.#change(user, isLetIn));
    this.#done = changed.catch(() => undefined);
    return changed;
  }

  async #change(user: string, isLetIn: boolean): Promise<void> {
    if (this.#names.has(user) === isLetIn) return;
    if (/[\r\n]/.test(user)) throw new Error("the name of the user has more than one line");
    const names = new Set(this.#names);
    if (isLetIn) names.add(user);
    else names.delete(user);
    await this.#write(names);
    await withClient(this.#owner(), (owner) => this.#reload(owner));
    if (isLetIn) this.#names.add(user);
    else this.#names.delete(user);
  }

  /** The server takes no file of nobody: its owner gets in anyway. */
  #write(names: ReadonlySet<string>): Promise<void> {
    const lines = [ownerName, ...names].map((name) => `"${name.replaceAll('"', '""')}"\n`);
    return writeFile(this.#file, lines.join(""));
  }

  /** What takes connections has read its files before those that serve them read theirs. */
  async #reload(owner: Client): Promise<void> {
    const loadedAt = async (): Promise<string> =>
      (await owner.query<{ at: string }>("SELECT pg_conf_load_time()::text AS at")).rows[0]?.at ?? "";
    const before = await loadedAt();
    await owner.query("SELECT pg_reload_conf()");
    for (let tries = 0; tries < reloadTriesMax; tries++) {
      if ((await loadedAt()) !== before) return;
      await sleep(this.#wall, reloadWaitMs);
    }
    throw new Error("PostgreSQL does not read its files again");
  }
}
