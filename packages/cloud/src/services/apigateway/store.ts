import type { Clock } from "@millrace/core";
import type { Names } from "../../kernel/names.ts";
import type { Scope } from "../../kernel/operation.ts";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import { RoleSessions } from "../../targets/role-sessions.ts";
import { apiNotFound, invalidId, notFound } from "./errors.ts";
import type { Certificate, Deployment, Domain, Key, Link, Mapping, Plan, Resource, RestApi, Stage } from "./model.ts";
import { Limits } from "./serving/limits.ts";

/** Of one account in one region, for all its APIs. */
export interface Account {
  readonly cloudwatchRoleArn?: string | undefined;
}

/** What a key was used for in one usage plan, by day. */
export type Usage = Readonly<Record<string, number>>;

/** The REST APIs of one account in one region. */
export class ApiGatewayStore {
  readonly scope: Scope;
  readonly domains: Collection<Domain>;
  readonly mappings: Collection<Mapping>;
  readonly plans: Collection<Plan>;
  readonly links: Collection<Link>;
  readonly certificates: Collection<Certificate>;
  readonly keys: Collection<Key>;
  /** By plan and key. */
  readonly planKeys: Collection<string>;
  readonly usage: Collection<Usage>;
  readonly limits = new Limits();
  /** Roles that integrations act by. */
  readonly roles: RoleSessions;
  /** Real time, for what is waited for outside. */
  readonly wall: Clock;
  readonly #names: Names;
  readonly #apis: Collection<RestApi>;
  readonly #deployments: Collection<Deployment>;
  readonly #stages: Collection<Stage>;
  readonly #accounts: Collection<Account>;

  constructor(kernel: ServiceKernel, scope: Scope) {
    const { database, names } = kernel;
    this.wall = kernel.wall;
    this.roles = new RoleSessions(kernel);
    this.scope = scope;
    this.#names = names;
    this.#apis = new Collection(database, "apis");
    this.#deployments = new Collection(database, "deployments");
    this.#stages = new Collection(database, "stages");
    this.#accounts = new Collection(database, "account");
    this.domains = new Collection(database, "domains");
    this.mappings = new Collection(database, "mappings");
    this.plans = new Collection(database, "plans");
    this.links = new Collection(database, "links");
    this.certificates = new Collection(database, "certificates");
    this.keys = new Collection(database, "keys");
    this.planKeys = new Collection(database, "plan-keys");
    this.usage = new Collection(database, "usage");
  }

  /** Whether anybody at all has taken a custom name. */
  isTaken(domainName: string): boolean {
    return this.#names.ownerOf(domainName) !== undefined;
  }

  putDomain(domain: Domain): void {
    this.domains.put(domain.domainName, domain);
    this.#names.take(domain.domainName, this.scope);
  }

  deleteDomain(name: string): void {
    for (const { basePath } of [...this.mappings.list({ under: name })]) this.mappings.delete([name, basePath]);
    this.domains.delete(name);
    this.#names.release(name);
  }

  findApi(id: string): RestApi | undefined {
    return this.#apis.get(id);
  }

  api(id: string | undefined): RestApi {
    const api = this.#apis.get(id ?? "");
    if (api === undefined) throw apiNotFound(this.scope.account, id ?? "");
    return api;
  }

  apis(): IterableIterator<RestApi> {
    return this.#apis.list();
  }

  putApi(api: RestApi): void {
    this.#apis.put(api.id, api);
    this.#names.take(api.id, this.scope);
  }

  deleteApi(id: string): void {
    this.#apis.delete(id);
    this.#names.release(id);
    for (const { id: deployment } of [...this.deployments(id)]) this.#deployments.delete([id, deployment]);
    for (const { stageName } of [...this.stages(id)]) this.#stages.delete([id, stageName]);
  }

  /** AWS does not tell an API that is not there from a resource that is not. */
  resource(apiId: string | undefined, id: string | undefined): { readonly api: RestApi; readonly resource: Resource } {
    const api = this.#apis.get(apiId ?? "");
    const resource = api?.resources[id ?? ""];
    if (api === undefined || resource === undefined) throw invalidId("Resource");
    return { api, resource };
  }

  deployments(apiId: string): IterableIterator<Deployment> {
    return this.#deployments.list({ under: apiId });
  }

  findDeployment(apiId: string, id: string): Deployment | undefined {
    return this.#deployments.get([apiId, id]);
  }

  deployment(apiId: string | undefined, id: string | undefined): Deployment {
    const deployment = this.#deployments.get([apiId ?? "", id ?? ""]);
    if (deployment === undefined) throw invalidId("Deployment");
    return deployment;
  }

  putDeployment(apiId: string, deployment: Deployment): void {
    this.#deployments.put([apiId, deployment.id], deployment);
  }

  deleteDeployment(apiId: string, id: string): void {
    this.#deployments.delete([apiId, id]);
  }

  stages(apiId: string): IterableIterator<Stage> {
    return this.#stages.list({ under: apiId });
  }

  findStage(apiId: string, name: string): Stage | undefined {
    return this.#stages.get([apiId, name]);
  }

  stage(apiId: string | undefined, name: string | undefined): Stage {
    const stage = this.#stages.get([apiId ?? "", name ?? ""]);
    if (stage === undefined) throw invalidId("stage");
    return stage;
  }

  putStage(apiId: string, stage: Stage): void {
    this.#stages.put([apiId, stage.stageName], stage);
  }

  deleteStage(apiId: string, name: string): void {
    this.#stages.delete([apiId, name]);
  }

  account(): Account {
    return this.#accounts.get("account") ?? {};
  }

  putAccount(account: Account): void {
    this.#accounts.put("account", account);
  }

  /** Of one of the lists beside the APIs, by its id; throws NotFoundException in AWS's words. */
  existing<Value>(list: Collection<Value>, id: string | undefined, message: string): Value {
    const value = list.get(id ?? "");
    if (value === undefined) throw notFound(message);
    return value;
  }
}
