import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { isDeleted, notFound } from "./errors.ts";
import type { Secret } from "./model.ts";

/** The secrets of one account in one region. */
export class SecretsStore {
  readonly scope: Scope;
  readonly #secrets: Collection<Secret>;

  constructor(database: Database, scope: Scope) {
    this.scope = scope;
    this.#secrets = new Collection(database, "secrets");
  }

  /** By name or ARN; the end of an ARN may be left out. */
  find(id: string): Secret | undefined {
    const name = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.*)$/.exec(id)?.[1];
    if (name === undefined) return this.#secrets.get(id);
    const whole = this.#secrets.get(name.replace(/-[A-Za-z0-9]{6}$/, ""));
    return whole?.arn === id ? whole : this.#secrets.get(name);
  }

  /** Throws ResourceNotFoundException, or InvalidRequestException for one that is being deleted. */
  secret(id: string): Secret {
    const secret = this.#found(id);
    if (secret.deletedAt !== undefined) throw isDeleted();
    return secret;
  }

  /** One that is being deleted as well. */
  anySecret(id: string): Secret {
    return this.#found(id);
  }

  list(): IterableIterator<Secret> {
    return this.#secrets.list();
  }

  put(secret: Secret): void {
    this.#secrets.put(secret.name, secret);
  }

  delete({ name }: Secret): void {
    this.#secrets.delete(name);
  }

  #found(id: string): Secret {
    const secret = this.find(id);
    if (secret === undefined) throw notFound();
    return secret;
  }
}
