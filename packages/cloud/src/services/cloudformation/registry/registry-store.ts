import type { Scope } from "../../../kernel/operation.ts";
import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import { typeMissing } from "../errors.ts";
import { registeredArn } from "./arns.ts";
import type { Extension, ExtensionName, ExtensionVersion, Registration } from "./model.ts";

/** The extensions that were registered in one account in one region. */
export class RegistryStore {
  readonly #scope: Scope;
  readonly #extensions: Collection<Extension>;
  readonly #versions: Collection<ExtensionVersion>;
  readonly #registrations: Collection<Registration>;

  constructor(database: Database, scope: Scope) {
    this.#scope = scope;
    this.#extensions = new Collection(database, "extensions");
    this.#versions = new Collection(database, "extensionVersions");
    this.#registrations = new Collection(database, "registrations");
  }

  arn(name: ExtensionName, versionId?: string): string {
    return registeredArn(this.#scope, name, versionId);
  }

  find({ kind, typeName }: ExtensionName): Extension | undefined {
    return this.#extensions.get([kind, typeName]);
  }

  /** Throws TypeNotFoundException, also while its first version is still being registered. */
  extension(name: ExtensionName): Extension & { readonly defaultVersionId: string } {
    const found = this.find(name);
    if (found?.defaultVersionId === undefined) throw typeMissing(name.typeName);
    return { ...found, defaultVersionId: found.defaultVersionId };
  }

  list(kind: ExtensionName["kind"]): IterableIterator<Extension> {
    return this.#extensions.list({ under: kind });
  }

  put(extension: Extension): void {
    this.#extensions.put([extension.kind, extension.typeName], extension);
  }

  /** Throws TypeNotFoundException. */
  version({ kind, typeName }: ExtensionName, id: string): ExtensionVersion {
    const found = this.#versions.get([kind, typeName, id]);
    if (found === undefined) throw typeMissing(typeName);
    return found;
  }

  versions({ kind, typeName }: ExtensionName): ExtensionVersion[] {
    return [...this.#versions.list({ under: [kind, typeName] })];
  }

  putVersion(version: ExtensionVersion): void {
    this.#versions.put([version.kind, version.typeName, version.id], version);
  }

  registration(token: string): Registration | undefined {
    return this.#registrations.get(token);
  }

  registrations(): IterableIterator<Registration> {
    return this.#registrations.list();
  }

  putRegistration(registration: Registration): void {
    this.#registrations.put(registration.token, registration);
  }
}
