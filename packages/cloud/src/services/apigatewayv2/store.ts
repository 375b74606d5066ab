import type { Clock } from "@millrace/core";
import type { Names } from "../../kernel/names.ts";
import type { Scope } from "../../kernel/operation.ts";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import { RoleSessions } from "../../targets/role-sessions.ts";
import { invalidId } from "./errors.ts";
import type {
  HttpApi,
  HttpAuthorizer,
  HttpDeployment,
  HttpDomain,
  HttpIntegration,
  HttpMapping,
  HttpRoute,
  HttpStage,
  Served,
} from "./model.ts";

/** Things of an API, or of a name, by its id and their own. */
class OfApi<Thing> {
  readonly #things: Collection<Thing>;
  readonly #what: string;
  readonly #idOf: (thing: Thing) => string;

  constructor(things: Collection<Thing>, what: string, idOf: (thing: Thing) => string) {
    this.#things = things;
    this.#what = what;
    this.#idOf = idOf;
  }

  find(apiId: string, id: string): Thing | undefined {
    return this.#things.get([apiId, id]);
  }

  /** Throws NotFoundException. */
  get(apiId: string | undefined, id: string | undefined): Thing {
    const thing = this.#things.get([apiId ?? "", id ?? ""]);
    if (thing === undefined) throw invalidId(this.#what, id);
    return thing;
  }

  list(apiId: string): Thing[] {
    return [...this.#things.list({ under: apiId })];
  }

  put(apiId: string, thing: Thing): void {
    this.#things.put([apiId, this.#idOf(thing)], thing);
  }

  delete(apiId: string, id: string): void {
    this.#things.delete([apiId, id]);
  }

  clear(apiId: string): void {
    for (const thing of this.list(apiId)) this.delete(apiId, this.#idOf(thing));
  }
}

interface Parts {
  readonly routes: readonly HttpRoute[];
  readonly integrations: readonly HttpIntegration[];
  readonly authorizers: readonly HttpAuthorizer[];
}

/** The HTTP APIs of one account in one region. */
export class HttpApiStore {
  readonly scope: Scope;
  readonly routes: OfApi<HttpRoute>;
  readonly integrations: OfApi<HttpIntegration>;
  readonly authorizers: OfApi<HttpAuthorizer>;
  readonly stages: OfApi<HttpStage>;
  readonly deployments: OfApi<HttpDeployment>;
  /** Custom names, and by them the APIs that they lead to. */
  readonly domains: Collection<HttpDomain>;
  readonly mappings: OfApi<HttpMapping>;
  readonly roles: RoleSessions;
  /** Real time, for what is waited for outside. */
  readonly wall: Clock;
  readonly endpoint: string;
  readonly #apis: Collection<HttpApi>;
  readonly #names: Names;

  constructor(kernel: ServiceKernel, scope: Scope) {
    const { database } = kernel;
    this.scope = scope;
    this.wall = kernel.wall;
    this.endpoint = kernel.endpoint;
    this.roles = new RoleSessions(kernel);
    this.#names = kernel.names;
    this.#apis = new Collection(database, "apis");
    this.routes = new OfApi(new Collection(database, "routes"), "Route", ({ RouteId }) => RouteId);
    this.integrations = new OfApi(
      new Collection(database, "integrations"),
      "Integration",
      ({ IntegrationId }) => IntegrationId,
    );
    this.authorizers = new OfApi(
      new Collection(database, "authorizers"),
      "Authorizer",
      ({ AuthorizerId }) => AuthorizerId,
    );
    this.stages = new OfApi(new Collection(database, "stages"), "stage", ({ StageName }) => StageName);
    this.deployments = new OfApi(
      new Collection(database, "deployments"),
      "Deployment",
      ({ DeploymentId }) => DeploymentId,
    );
    this.domains = new Collection(database, "domains");
    this.mappings = new OfApi(new Collection(database, "mappings"), "ApiMapping", ({ ApiMappingId }) => ApiMappingId);
  }

  /** Whether anybody at all has taken a custom name. */
  isTaken(domainName: string): boolean {
    return this.#names.ownerOf(domainName) !== undefined;
  }

  putDomain(domain: HttpDomain): void {
    this.domains.put(domain.DomainName, domain);
    this.#names.take(domain.DomainName, this.scope);
  }

  deleteDomain(name: string): void {
    this.mappings.clear(name);
    this.domains.delete(name);
    this.#names.release(name);
  }

  findApi(id: string): HttpApi | undefined {
    return this.#apis.get(id);
  }

  api(id: string | undefined): HttpApi {
    const api = this.#apis.get(id ?? "");
    if (api === undefined) throw invalidId("API", `${this.scope.account}:${id}`);
    return api;
  }

  apis(): IterableIterator<HttpApi> {
    return this.#apis.list();
  }

  putApi(api: HttpApi): void {
    this.#apis.put(api.ApiId, api);
    this.#names.take(api.ApiId, this.scope);
  }

  deleteApi(id: string): void {
    this.#apis.delete(id);
    this.#names.release(id);
    for (const things of [this.routes, this.integrations, this.authorizers, this.stages, this.deployments])
      things.clear(id);
  }

  /** Instead of those that the API had. */
  putParts(id: string, { routes, integrations, authorizers }: Parts): void {
    for (const things of [this.routes, this.integrations, this.authorizers]) things.clear(id);
    for (const integration of integrations) this.integrations.put(id, integration);
    for (const authorizer of authorizers) this.authorizers.put(id, authorizer);
    for (const route of routes) this.routes.put(id, route);
  }

  /** The API as it stands now. */
  live(apiId: string): Served {
    return {
      routes: this.routes.list(apiId),
      integrations: Object.fromEntries(this.integrations.list(apiId).map((one) => [one.IntegrationId, one])),
      authorizers: Object.fromEntries(this.authorizers.list(apiId).map((one) => [one.AuthorizerId, one])),
    };
  }
}
