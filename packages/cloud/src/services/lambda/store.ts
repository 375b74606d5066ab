import type { Scope } from "../../kernel/operation.ts";
import type { Blobs } from "../../kernel/store/blobs.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { functionNotFound } from "./errors.ts";
import { readFunctionName } from "./function-name.ts";
import { functionArn, type LambdaFunction, type Permission } from "./model.ts";
import type { Fleet } from "./runtime/fleet.ts";

/** The functions of one account in one region, and what runs them. */
export class LambdaStore {
  /** Everything that runs now. */
  readonly fleet: Fleet;
  /** The zips of the functions. */
  readonly blobs: Blobs;
  readonly #functions: Collection<LambdaFunction>;
  readonly #scope: Scope;

  constructor({ database, blobs, fleet, scope }: { database: Database; blobs: Blobs; fleet: Fleet; scope: Scope }) {
    this.#functions = new Collection(database, "functions");
    this.#scope = scope;
    this.blobs = blobs;
    this.fleet = fleet;
  }

  find(name: string): LambdaFunction | undefined {
    return this.#functions.get(name);
  }

  /** The function that a FunctionName parameter names. Throws ResourceNotFoundException. */
  function(reference: string, qualifier?: string): LambdaFunction {
    const named = readFunctionName(reference, qualifier);
    const fn = this.find(named.name);
    const isUnknownVersion = named.qualifier !== undefined && named.qualifier !== "$LATEST";
    if (fn === undefined || isUnknownVersion) {
      const suffix = named.qualifier === undefined ? "" : `:${named.qualifier}`;
      throw functionNotFound(functionArn(this.#scope, named.name) + suffix);
    }
    return fn;
  }

  /** In the order of their names. */
  functions(): IterableIterator<LambdaFunction> {
    return this.#functions.list();
  }

  /** Keeps a function; environments of an older revision take no more events. */
  put(fn: LambdaFunction): void {
    this.blobs.keep(fn.code.blobId);
    this.#functions.put(fn.name, fn);
    this.fleet.retire(fn.name);
  }

  /** Who may call a function says nothing about how it runs: its environments stay. */
  putPermissions(fn: LambdaFunction, permissions: readonly Permission[], revisionId: string): void {
    this.#functions.put(fn.name, { ...fn, permissions, revisionId });
    this.fleet.revise(fn.name, fn.revisionId, revisionId);
  }

  delete(fn: LambdaFunction): void {
    this.#functions.delete(fn.name);
    this.blobs.delete(fn.code.blobId);
    this.fleet.retire(fn.name);
  }
}
