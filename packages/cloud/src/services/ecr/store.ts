import type { Repository as RepositoryOutput } from "@aws-sdk/client-ecr";
import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { repositoryNotFound } from "./errors.ts";

export interface Repository
  extends Pick<
    RepositoryOutput,
    | "encryptionConfiguration"
    | "imageScanningConfiguration"
    | "imageTagMutability"
    | "imageTagMutabilityExclusionFilters"
  > {
  readonly name: string;
  readonly createdAt: number;
  readonly policy?: string | undefined;
  readonly lifecyclePolicy?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** The repositories of one account in one region. */
export class EcrStore {
  readonly scope: Scope;
  readonly #repositories: Collection<Repository>;

  constructor(database: Database, scope: Scope) {
    this.scope = scope;
    this.#repositories = new Collection(database, "repositories");
  }

  find(name: string): Repository | undefined {
    return this.#repositories.get(name);
  }

  /** Throws RepositoryNotFoundException. */
  repository(name = ""): Repository {
    const repository = this.find(name);
    if (repository === undefined) throw repositoryNotFound(name, this.scope.account);
    return repository;
  }

  list(): IterableIterator<Repository> {
    return this.#repositories.list();
  }

  put(repository: Repository): void {
    this.#repositories.put(repository.name, repository);
  }

  delete(name: string): void {
    this.#repositories.delete(name);
  }
}
