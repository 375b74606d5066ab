import type { Scope } from "../../kernel/operation.ts";
import type { Blobs } from "../../kernel/store/blobs.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { functionNotFound } from "./errors.ts";
import { readFunctionName } from "./function-name.ts";
import { LayerStore } from "./layers/layer-store.ts";
import type { EventSources } from "./mappings/event-sources.ts";
import { MappingStore } from "./mappings/mapping-store.ts";
import {
  type Alias,
  type CodeSigning,
  type EventInvokeConfig,
  type FunctionUrl,
  type FunctionVersion,
  functionArn,
  type LambdaFunction,
  latest,
  type Permission,
  type ProvisionedConcurrency,
} from "./model.ts";
import type { Fleet } from "./runtime/fleet.ts";

export interface LambdaStoreOptions {
  readonly database: Database;
  readonly blobs: Blobs;
  readonly fleet: Fleet;
  readonly scope: Scope;
  readonly workers: EventSources;
}

/** The version that a name and a qualifier mean, and how the caller may call it. */
export interface Target {
  readonly fn: LambdaFunction;
  readonly version: FunctionVersion;
  /** Set when the qualifier is an alias. */
  readonly alias: Alias | undefined;
  /** As the caller gave it. */
  readonly qualifier: string | undefined;
  /** The function's ARN, with the qualifier if one was given. */
  readonly arn: string;
}

/** The functions of one account in one region, and what runs them. */
export class LambdaStore {
  /** Everything that runs now. */
  readonly fleet: Fleet;
  /** What reads event sources. */
  readonly workers: EventSources;
  /** The zips of functions and layers. */
  readonly blobs: Blobs;
  readonly layers: LayerStore;
  readonly mappings: MappingStore;
  readonly #functions: Collection<LambdaFunction>;
  readonly #versions: Collection<FunctionVersion>;
  readonly #aliases: Collection<Alias>;
  readonly #policies: Collection<readonly Permission[]>;
  readonly #eventInvokeConfigs: Collection<EventInvokeConfig>;
  readonly #provisioned: Collection<ProvisionedConcurrency>;
  readonly #urls: Collection<FunctionUrl>;
  readonly #urlIds: Collection<readonly [functionName: string, qualifier: string]>;
  readonly #codeSigning: Collection<CodeSigning>;
  readonly #scope: Scope;

  constructor({ database, blobs, fleet, scope, workers }: LambdaStoreOptions) {
    this.#functions = new Collection(database, "functions");
    this.#versions = new Collection(database, "versions");
    this.#aliases = new Collection(database, "aliases");
    this.#policies = new Collection(database, "policies");
    this.#eventInvokeConfigs = new Collection(database, "event-invoke-configs");
    this.#provisioned = new Collection(database, "provisioned-concurrency");
    this.#urls = new Collection(database, "urls");
    this.#urlIds = new Collection(database, "url-ids");
    this.#codeSigning = new Collection(database, "code-signing-configs");
    this.layers = new LayerStore(database, blobs);
    this.mappings = new MappingStore(database);
    this.#scope = scope;
    this.blobs = blobs;
    this.fleet = fleet;
    this.workers = workers;
  }

  find(name: string): LambdaFunction | undefined {
    return this.#functions.get(name);
  }

  /** The function that a FunctionName parameter names, whatever its qualifier. Throws ResourceNotFoundException. */
  function(reference: string, qualifier?: string): LambdaFunction {
    return this.target(reference, qualifier).fn;
  }

  /** The version that a FunctionName and a Qualifier name. Throws ResourceNotFoundException. */
  target(reference: string, givenQualifier?: string): Target {
    const { name, qualifier } = readFunctionName(reference, givenQualifier);
    const target = this.findTarget(name, qualifier);
    if (target === undefined) throw functionNotFound(functionArn(this.#scope, name, qualifier));
    return target;
  }

  findTarget(name: string, qualifier?: string): Target | undefined {
    const fn = this.find(name);
    if (fn === undefined) return undefined;
    const arn = functionArn(this.#scope, name, qualifier);
    if (qualifier === undefined || qualifier === latest) return { fn, version: fn, alias: undefined, qualifier, arn };
    const alias = this.#aliases.get([name, qualifier]);
    const version = this.findVersion(name, alias?.version ?? qualifier);
    return version === undefined ? undefined : { fn, version, alias, qualifier, arn };
  }

  findVersion(name: string, version: string): FunctionVersion | undefined {
    return version === latest ? this.find(name) : this.#versions.get([name, version]);
  }

  /** In the order of their names. */
  functions(): IterableIterator<LambdaFunction> {
    return this.#functions.list();
  }

  /** Published ones, in the order of their numbers. */
  versions(name: string): FunctionVersion[] {
    return [...this.#versions.list({ under: name })].sort((a, b) => Number(a.version) - Number(b.version));
  }

  /** Keeps a function; environments of an older revision take no more events. */
  put(fn: LambdaFunction): void {
    this.blobs.keep(fn.code.blobId);
    this.#functions.put(fn.name, fn);
    this.fleet.retire(fn.name, latest);
  }

  /** Keeps what says nothing about how a function runs: its environments stay. */
  putQuietly(fn: LambdaFunction): void {
    const before = this.find(fn.name);
    this.#functions.put(fn.name, fn);
    if (before !== undefined) this.fleet.revise(fn.name, before.revisionId, fn.revisionId);
  }

  putVersion(version: FunctionVersion): void {
    this.#versions.put([version.name, version.version], version);
  }

  /** The zip stays as long as a version has it. */
  releaseCode(fn: FunctionVersion): void {
    const isUsed = [this.find(fn.name), ...this.versions(fn.name)].some(
      (one) => one !== undefined && one.code.blobId === fn.code.blobId,
    );
    if (!isUsed) this.blobs.delete(fn.code.blobId);
  }

  deleteVersion(version: FunctionVersion): void {
    this.#versions.delete([version.name, version.version]);
    this.#forgetQualifier(version.name, version.version);
    this.fleet.retire(version.name, version.version);
    this.releaseCode(version);
  }

  delete(fn: LambdaFunction): void {
    const blobs = new Set([fn, ...this.versions(fn.name)].map(({ code }) => code.blobId));
    for (const version of this.versions(fn.name)) this.deleteVersion(version);
    for (const alias of [...this.aliases(fn.name)]) this.deleteAlias(alias);
    this.#forgetQualifier(fn.name, "");
    this.#forgetQualifier(fn.name, latest);
    this.#functions.delete(fn.name);
    for (const blobId of blobs) this.blobs.delete(blobId);
    this.fleet.retire(fn.name);
  }

  alias(name: string, alias: string): Alias | undefined {
    return this.#aliases.get([name, alias]);
  }

  aliases(name: string): IterableIterator<Alias> {
    return this.#aliases.list({ under: name });
  }

  putAlias(alias: Alias): void {
    this.#aliases.put([alias.functionName, alias.name], alias);
  }

  deleteAlias(alias: Alias): void {
    this.#aliases.delete([alias.functionName, alias.name]);
    this.#forgetQualifier(alias.functionName, alias.name);
  }

  /** The policy of a function (no qualifier), version or alias. */
  permissions(name: string, qualifier: string | undefined): readonly Permission[] {
    return this.#policies.get([name, policyKey(qualifier)]) ?? [];
  }

  putPermissions(name: string, qualifier: string | undefined, permissions: readonly Permission[]): void {
    this.#policies.put([name, policyKey(qualifier)], permissions);
  }

  eventInvokeConfig(name: string, qualifier: string): EventInvokeConfig | undefined {
    return this.#eventInvokeConfigs.get([name, qualifier]);
  }

  eventInvokeConfigs(name: string): IterableIterator<EventInvokeConfig> {
    return this.#eventInvokeConfigs.list({ under: name });
  }

  putEventInvokeConfig(config: EventInvokeConfig): void {
    this.#eventInvokeConfigs.put([config.functionName, config.qualifier], config);
  }

  deleteEventInvokeConfig({ functionName, qualifier }: EventInvokeConfig): void {
    this.#eventInvokeConfigs.delete([functionName, qualifier]);
  }

  provisioned(name: string, qualifier: string): ProvisionedConcurrency | undefined {
    return this.#provisioned.get([name, qualifier]);
  }

  provisionedOf(name: string): IterableIterator<ProvisionedConcurrency> {
    return this.#provisioned.list({ under: name });
  }

  putProvisioned(config: ProvisionedConcurrency): void {
    this.#provisioned.put([config.functionName, config.qualifier], config);
  }

  deleteProvisioned({ functionName, qualifier }: ProvisionedConcurrency): void {
    this.#provisioned.delete([functionName, qualifier]);
  }

  url(name: string, qualifier: string | undefined): FunctionUrl | undefined {
    return this.#urls.get([name, qualifier ?? ""]);
  }

  urls(name: string): IterableIterator<FunctionUrl> {
    return this.#urls.list({ under: name });
  }

  urlById(id: string): FunctionUrl | undefined {
    const key = this.#urlIds.get(id);
    return key === undefined ? undefined : this.#urls.get(key);
  }

  putUrl(url: FunctionUrl): void {
    const key = [url.functionName, url.qualifier ?? ""] as const;
    this.#urls.put(key, url);
    this.#urlIds.put(url.id, key);
  }

  deleteUrl(url: FunctionUrl): void {
    this.#urls.delete([url.functionName, url.qualifier ?? ""]);
    this.#urlIds.delete(url.id);
  }

  codeSigning(id: string): CodeSigning | undefined {
    return this.#codeSigning.get(id);
  }

  codeSigningConfigs(): IterableIterator<CodeSigning> {
    return this.#codeSigning.list();
  }

  putCodeSigning(config: CodeSigning): void {
    this.#codeSigning.put(config.id, config);
  }

  deleteCodeSigning({ id }: CodeSigning): void {
    this.#codeSigning.delete(id);
  }

  /** What was said about a version or alias goes with it. */
  #forgetQualifier(name: string, qualifier: string): void {
    this.#policies.delete([name, qualifier]);
    this.#eventInvokeConfigs.delete([name, qualifier]);
    this.#provisioned.delete([name, qualifier]);
    const url = this.#urls.get([name, qualifier]);
    if (url !== undefined) this.deleteUrl(url);
  }
}

const policyKey = (qualifier: string | undefined): string => (qualifier === latest ? "" : (qualifier ?? ""));
