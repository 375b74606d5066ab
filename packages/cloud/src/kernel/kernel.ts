import { join } from "node:path";
import { type Clock, type Ids, type Log, MovableClock } from "@millrace/core";
import { type ApiSite, AwsError, type RequestHead } from "@millrace/wire";
import type { LocalRequest, LocalResponse, SiteRequest } from "../gateway/door.ts";
import type { Network } from "../reach/network.ts";
import type { Path } from "../reach/path.ts";
import { Authorizer } from "./authorizer.ts";
import type { AwsCalls } from "./calls.ts";
import { type Credential, Credentials } from "./credentials.ts";
import { DecisionLog } from "./decision-log.ts";
import { Faults } from "./faults/faults.ts";
import { Guards } from "./guards.ts";
import { JobQueue } from "./job-queue.ts";
import { type Authorize, KernelCall } from "./kernel-call.ts";
import { type KernelRequest, RequestAtHome } from "./kernel-request.ts";
import { measured } from "./measured.ts";
import type { Metrics } from "./metrics.ts";
import { Names } from "./names.ts";
import { Connections } from "./network/connections.ts";
import { type ReachQuestion, reachByName } from "./network/reach-by-name.ts";
import type { Access, Scope } from "./operation.ts";
import { plainOutput } from "./plain-output.ts";
import { accountPrincipal } from "./principal.ts";
import { ProcessGuard } from "./process-guard.ts";
import type { AnyService, ServiceKernel } from "./service.ts";
import { Sites } from "./sites.ts";
import { Collection } from "./store/collection.ts";
import { FileBlobs } from "./store/file-blobs.ts";
import type { Durability, Storage } from "./store/storage.ts";

export interface KernelOptions {
  readonly services: readonly AnyService[];
  readonly storage: Storage;
  readonly folder: string;
  readonly durability: Durability;
  readonly wall: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly endpoint: () => string;
  readonly programPath: string;
  readonly postgresUrl?: string | undefined;
  readonly enforcesThroughput?: boolean | undefined;
  readonly sdkFolder?: string | undefined;
}

/** A service's state in one account and region, and its queued work. */
interface Opened {
  readonly service: AnyService;
  readonly scope: Scope;
  readonly store: unknown;
  readonly kernel: ServiceKernel;
  readonly jobs: JobQueue<unknown>;
  readonly authorize: Authorize;
}

const globalRegion = "aws-global";
/** Of sites whose address names none. */
const defaultRegion = "us-east-1";
const neverAborted = new AbortController().signal;
const clockOffset = "clockOffsetMs";

/** Runs operations: finds the state they work on, asks whether they are allowed, and answers after the commit. */
export class Kernel {
  readonly clock: MovableClock;
  readonly credentials: Credentials;
  /** Who used which right on what. */
  readonly decisions: DecisionLog;
  /** What goes wrong on purpose. */
  readonly faults: Faults;
  /** What caps the rights of whole accounts. */
  readonly guards: Guards;
  readonly #options: KernelOptions;
  readonly #services: ReadonlyMap<string, AnyService>;
  readonly #opened = new Map<string, Opened>();
  #lastOpened: Opened | undefined;
  readonly #scopes: Collection<Scope & { readonly service: string }>;
  readonly #settings: Collection<number>;
  readonly #names: Collection<Scope>;
  readonly #blobs = new Map<string, FileBlobs>();
  readonly #guard = new ProcessGuard();
  readonly #authorizer: Authorizer;
  readonly #sites: Sites;
  /** Who opens connections from inside networks. */
  readonly connections: Connections;

  constructor(options: KernelOptions) {
    const database = options.storage.database("kernel");
    this.#options = options;
    this.#services = new Map(options.services.map((service) => [service.name, service]));
    this.#scopes = new Collection(database, "scopes");
    this.#settings = new Collection(database, "settings");
    this.#names = new Collection(database, "names");
    this.credentials = new Credentials(database, options.ids);
    this.clock = new MovableClock(options.wall, this.#settings.get(clockOffset) ?? 0);
    this.decisions = new DecisionLog(new Collection(database, "decisions"), this.clock);
    this.connections = new Connections({
      networkOf: (scope) => this.#networkOf(scope),
      decisions: this.decisions,
      log: options.log,
    });
    this.faults = new Faults(new Collection(database, "faults"), this.clock, options.ids);
    this.#sites = new Sites({
      services: options.services,
      namesOf: (service) => this.#namesOf(service),
      storeOf: (service, { account, region }) => this.#open(service, account, region).store,
    });
    this.guards = new Guards(new Collection(database, "guards"));
    this.#authorizer = new Authorizer({
      services: this.#services,
      storeOf: (service, { account, region }) => this.#open(service, account, region).store,
      clock: this.clock,
      credentials: this.credentials,
      decisions: this.decisions,
      guards: this.guards,
    });
  }

  /** Takes up the queued work of everything that was open when the program last ended. */
  resume(): void {
    for (const { service, account, region } of [...this.#scopes.list()]) {
      const known = this.#services.get(service);
      if (known !== undefined) this.#open(known, account, region).jobs.resume();
    }
  }

  /** Moves the cloud's time forward, for good: it is still moved after a restart. */
  advanceClock(ms: number): void {
    this.clock.advance(ms);
    this.#settings.put(clockOffset, this.clock.offsetMs);
  }

  /**
   * Authorizes and runs one operation. Answers at once when nothing had to be written and the operation did not wait,
   * else once its changes are committed. Throws AwsError.
   */
  run(request: KernelRequest): unknown {
    const service = this.#services.get(request.service);
    const operation = service?.operations[request.operation];
    if (service === undefined || operation === undefined) throw notImplemented(request);
    const asked = service.homeOf === undefined ? request : this.#atHome(service, request);
    const opened = this.#open(service, asked.account, asked.region);
    const access = operation.access(asked.input, asked, opened.store, asked.principal);
    const accesses = Array.isArray(access) ? access : [access as Access];
    opened.authorize(asked, accesses);
    const call = new KernelCall(asked, opened.store, opened.kernel, opened.authorize);
    const run = (): unknown => operation.run(call, asked.input);
    const struck = (): unknown => (request.isLook === true ? run() : this.faults.run(asked, accesses, run));
    const { measure } = service;
    const output =
      measure === undefined || request.isLook === true
        ? struck()
        : measured(this.#options.wall, struck, (outcome) =>
            measure(call, { operation: asked.operation, input: asked.input, accesses, ...outcome }),
          );
    return output instanceof Promise ? output.then((late) => this.#settled(late)) : this.#settled(output);
  }

  /** Names of what a service can be asked; undefined when there is no such service. */
  operationsOf(service: string): readonly string[] | undefined {
    const known = this.#services.get(service);
    return known === undefined ? undefined : Object.keys(known.operations);
  }

  /** The regions in which anything was ever asked, in their order. */
  regions(): string[] {
    const regions = new Set([...this.#scopes.list()].map(({ region }) => region));
    regions.delete(globalRegion);
    return [...regions].sort();
  }

  /** Who acts by an access key; undefined when it was switched off, or when whom it belongs to is no more. */
  credential(accessKeyId: string): Credential | undefined {
    const credential = this.credentials.find(accessKeyId);
    if (credential.isOff) return undefined;
    return this.#authorizer.identityOf(credential.principal) === undefined ? undefined : credential;
  }

  /** Asks the service that serves this kind of site; undefined when there is none. */
  async site(request: SiteRequest): Promise<LocalResponse | undefined> {
    const { site, principal } = request;
    const found = this.#sites.serverOf(site);
    const serve = found?.service.sites?.[site.kind];
    if (found === undefined || serve === undefined) return undefined;
    const account = site.kind === "stack-signal" ? site.account : principal.account;
    const { service, home: scope = { account, region: site.region ?? defaultRegion } } = found;
    const opened = this.#open(service, scope.account, scope.region);
    const asked = { ...this.#siteRequest(service.name, request), ...scope };
    const response = await serve(new KernelCall(asked, opened.store, opened.kernel, opened.authorize), request);
    await this.#options.storage.settled();
    return response;
  }

  /** What a request to a name of somebody's own is for; undefined for a host that is no such name. */
  apiBehind(head: RequestHead): ApiSite | undefined {
    return this.#sites.apiBehind(head);
  }

  /** A page of the cloud itself that a service answers; undefined when there is none. */
  page(request: LocalRequest): LocalResponse | undefined {
    const { method, path } = request.head;
    if (method !== "GET") return undefined;
    for (const service of this.#services.values()) {
      for (const [place, answer] of Object.entries(service.pages ?? {})) {
        const isThere = place.endsWith("/") ? path.startsWith(place) : path === place;
        if (isThere) return answer(this.#storesOf(service), request);
      }
    }
    return undefined;
  }

  /** Tells the way between two that people name. Throws AwsError for a name that nobody knows. */
  reach(scope: Scope, question: ReachQuestion): Path {
    const keepers = [...this.#services.values()].filter(({ place }) => place !== undefined);
    return reachByName(question, {
      network: this.#networkOf(scope),
      services: [...this.#services.keys()],
      placeOf: (name) => {
        for (const keeper of keepers) {
          const place = keeper.place?.(this.#open(keeper, scope.account, scope.region).store, name);
          if (place !== undefined) return place;
        }
        return undefined;
      },
    });
  }

  /** Ends what services have started, and everything queued is left for the next start. */
  async stop(): Promise<void> {
    for (const { jobs } of this.#opened.values()) jobs.stop();
    await Promise.all([...this.#opened.values()].map(({ service, store }) => service.stop?.(store)));
    this.#guard.stop();
    this.decisions.flush();
    for (const blobs of this.#blobs.values()) blobs.stop();
  }

  #settled(output: unknown): unknown {
    const settled = this.#options.storage.settled();
    return settled === undefined ? output : settled.then(() => output);
  }

  #open(service: AnyService, account: string, requested: string): Opened {
    const region = service.isGlobal ? globalRegion : requested;
    const last = this.#lastOpened;
    if (last?.service === service && last.scope.account === account && last.scope.region === region) return last;
    const name = `${service.name}/${account}/${region}`;
    const found = this.#opened.get(name);
    if (found !== undefined) {
      this.#lastOpened = found;
      return found;
    }
    const opened = this.#openNew(service, { account, region }, name);
    this.#opened.set(name, opened);
    if (!this.#scopes.has(name)) this.#scopes.put(name, { service: service.name, account, region });
    service.start?.(opened.store, opened.kernel, { account, region });
    return opened;
  }

  #openNew(service: AnyService, scope: Scope, name: string): Opened {
    const { storage, ids, wall, folder } = this.#options;
    const log = this.#options.log.with({ service: service.name });
    const database = storage.database(name);
    const authorize: Authorize = (request, accesses) => this.#authorizer.authorize(service.denial, request, accesses);
    const jobs: JobQueue<unknown> = new JobQueue({
      storage,
      database,
      scope,
      ids,
      log,
      clock: this.clock,
      handlers: service.jobs ?? {},
      newCall: () => new KernelCall(this.#internalRequest(service.name, scope), opened.store, opened.kernel, authorize),
    });
    const kernel: ServiceKernel = {
      scope,
      authorize: (principal, access) =>
        authorize({ ...this.#internalRequest(service.name, scope), principal }, [access]),
      database,
      jobs,
      names: this.#namesOf(service),
      wall,
      ids,
      log,
      clock: this.clock,
      blobs: this.#blobsOf(service.name),
      aws: this.#calls(scope),
      metrics: this.#metrics(scope),
      credentials: this.credentials,
      decisions: this.decisions,
      endpoint: this.#options.endpoint(),
      scratchFolder: join(folder, "scratch", service.name),
      folder: join(folder, service.name),
      durability: this.#options.durability,
      postgresUrl: this.#options.postgresUrl,
      enforcesThroughput: this.#options.enforcesThroughput ?? false,
      programPath: this.#options.programPath,
      sdkFolder: this.#options.sdkFolder,
      guard: this.#guard,
      connections: this.connections,
      afterCommit: (run) => storage.afterCommit(run),
    };
    const owner = service.faceOf === undefined ? undefined : this.#services.get(service.faceOf);
    const state = owner === undefined ? undefined : this.#open(owner, scope.account, scope.region).store;
    const opened: Opened = { service, scope, jobs, kernel, authorize, store: service.open(kernel, scope, state) };
    return opened;
  }

  #atHome(service: AnyService, request: KernelRequest): KernelRequest {
    const home = service.homeOf?.(request.operation, request.input, this.#namesOf(service)) ?? {};
    const { account = request.account, region = request.region } = home;
    return account === request.account && region === request.region ? request : new RequestAtHome(request, home);
  }

  #namesOf({ name }: AnyService): Names {
    return new Names(this.#names, name);
  }

  /** What EC2 keeps. */
  #networkOf({ account, region }: Scope): Network {
    const keeper = [...this.#services.values()].find(({ network }) => network !== undefined);
    if (keeper?.network === undefined) throw new Error("There is no service that keeps networks");
    return keeper.network(this.#open(keeper, account, region).store);
  }

  #storesOf(service: AnyService): unknown[] {
    return [...this.#opened.values()].filter((opened) => opened.service === service).map(({ store }) => store);
  }

  #blobsOf(service: string): FileBlobs {
    let blobs = this.#blobs.get(service);
    if (blobs === undefined) {
      const { storage, ids, durability, folder } = this.#options;
      const database = storage.database(`blobs/${service}`);
      blobs = new FileBlobs({ folder: join(folder, "blobs", service), storage, database, ids, durability });
      this.#blobs.set(service, blobs);
      void blobs.sweep();
    }
    return blobs;
  }

  #calls(scope: Scope): AwsCalls {
    const call = async (
      service: string,
      operation: string,
      input: unknown,
      options: Parameters<AwsCalls["call"]>[3],
    ) => {
      const output = await this.run({
        ...this.#internalRequest(service, scope),
        operation,
        input,
        principal: options.principal,
        account: options.account ?? scope.account,
        region: options.region ?? scope.region,
        signal: options.signal ?? neverAborted,
        via: options.via,
        traceHeader: options.traceHeader,
      });
      return plainOutput(output);
    };
    return { call: call as AwsCalls["call"] };
  }

  #metrics({ account, region }: Scope): Metrics {
    const keeper = [...this.#services.values()].find(({ takeMetric }) => takeMetric !== undefined);
    return {
      record: (metric) => {
        if (keeper !== undefined)
          keeper.takeMetric?.(this.#open(keeper, account, metric.region ?? region).store, metric);
      },
    };
  }

  #siteRequest(service: string, request: SiteRequest): Omit<KernelRequest, keyof Scope> {
    const { site, principal, requestId, signal, endpoint, head } = request;
    return { service, operation: site.kind, input: undefined, principal, requestId, signal, endpoint, head };
  }

  #internalRequest(service: string, scope: Scope): KernelRequest {
    return {
      service,
      operation: "",
      input: undefined,
      account: scope.account,
      region: scope.region,
      principal: accountPrincipal(scope.account),
      requestId: this.#options.ids.uuid(),
      signal: neverAborted,
      endpoint: this.#options.endpoint(),
    };
  }
}

const notImplemented = ({ service, operation }: KernelRequest): AwsError =>
  new AwsError("NotImplemented", `The operation ${operation} of ${service} is not implemented by this cloud`, {
    status: 501,
  });
