import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { parameterNotFound } from "./errors.ts";
import type { Parameter } from "./model.ts";
import { publicParameters } from "./parameters/public-parameters.ts";

/** The parameters of one account in one region. */
export class SsmStore {
  readonly scope: Scope;
  readonly #parameters: Collection<Parameter>;
  readonly #published: readonly Parameter[];

  constructor(database: Database, scope: Scope) {
    this.scope = scope;
    this.#parameters = new Collection(database, "parameters");
    this.#published = publicParameters(scope);
  }

  /** A name out of an ARN always has a slash in front: the parameter's own may have none. */
  find(name: string): Parameter | undefined {
    if (name.startsWith("/aws/service/")) return this.#published.find((published) => published.name === name);
    return this.#parameters.get(name) ?? (/^\/[^/]+$/.test(name) ? this.#parameters.get(name.slice(1)) : undefined);
  }

  /** Throws ParameterNotFound. */
  parameter(name: string): Parameter {
    const parameter = this.find(name);
    if (parameter === undefined) throw parameterNotFound();
    return parameter;
  }

  list(): IterableIterator<Parameter> {
    return this.#parameters.list();
  }

  under(path: string): Iterable<Parameter> {
    return path.startsWith("/aws/service") ? this.#published : this.#parameters.list();
  }

  put(parameter: Parameter): void {
    this.#parameters.put(parameter.name, parameter);
  }

  delete(name: string): void {
    this.#parameters.delete(name);
  }
}
