import type { Clock, Ids, Log } from "@millrace/core";
import type { Site } from "@millrace/wire";
import type { LocalRequest, LocalResponse, SiteRequest } from "../gateway/door.ts";
import type { Network } from "../reach/network.ts";
import type { Place } from "../reach/place.ts";
import type { AwsCalls } from "./calls.ts";
import type { Credentials } from "./credentials.ts";
import type { DecisionLog } from "./decision-log.ts";
import type { JobHandler } from "./job-handler.ts";
import type { Jobs } from "./jobs.ts";
import type { Ended } from "./measured.ts";
import type { Metric, Metrics } from "./metrics.ts";
import type { Names } from "./names.ts";
import type { Connections } from "./network/connections.ts";
import type { Access, Call, Operation, Scope } from "./operation.ts";
import type { Principal } from "./principal.ts";
import type { ProcessGuard } from "./process-guard.ts";
import type { Blobs } from "./store/blobs.ts";
import type { Database } from "./store/database.ts";
import type { Durability } from "./store/storage.ts";

/** The face of a service: its name, its state, and a line per operation. */
export interface Service<Store> {
  /** Name of its wire model, e.g. `dynamodb`. */
  readonly name: string;
  /** Global services keep one state per account, the others one per account and region. */
  readonly isGlobal?: boolean;
  /** Opens the state of one account in one region; called once per scope, at the first call that needs it. */
  readonly open: (kernel: ServiceKernel, scope: Scope, face: unknown) => Store;
  // biome-ignore lint/suspicious/noExplicitAny: the shapes differ per operation; each is checked where it is defined
  readonly operations: Readonly<Record<string, Operation<Store, any>>>;
  /**
   * Where what an input names is at home, if that may be elsewhere than where the request was sent: in another account or
   * region. The operation runs there, and the policies there have a say.
   */
  // biome-ignore lint/suspicious/noExplicitAny: it reads the inputs of all operations
  readonly homeOf?: (operation: string, input: any, names: Names) => Partial<Scope> | undefined;
  /** What does this service's queued work, by the kind of job. */
  readonly jobs?: Readonly<Record<string, JobHandler<Store>>>;
  /** For another face of a service that is there already: its name. `open` is then given that service's state. */
  readonly faceOf?: string;
  /** The policy attached to one of this service's resources, as JSON text; of a role, its trust policy. */
  readonly resourcePolicy?: (store: Store, resourceArn: string) => string | undefined;
  /** True where the resource's policy must allow what the identity's own policies allow: role trust, key policies. */
  readonly resourceMustAllow?: (access: Access) => boolean;
  /** How this service writes that a call is not allowed. */
  readonly denial: Denial;
  /** For the service that keeps identities: the policies attached to a principal; undefined for one that is no more. */
  readonly identityPolicies?: (store: Store, principal: Principal) => IdentityPolicies | undefined;
  /** For the service that keeps metrics: takes what the other services of its account and region measure. */
  readonly takeMetric?: (store: Store, metric: Metric) => void;
  /** Reports requests of this service to CloudWatch as they end. */
  readonly measure?: (call: Call<Store>, ended: Ended) => void;
  /** Answers requests to what users put on the web through this service. What they read is authorized by whom it is asked. */
  readonly sites?: { readonly [Kind in Site["kind"]]?: ServeSite<Store> };
  /** Of a site that this service serves: where it is at home; undefined for one that is not its own. */
  readonly siteHome?: (site: ApiAddress, names: Names) => Scope | undefined;
  /** For services that keep custom names of APIs: what the paths below one lead to. */
  readonly pathMappings?: (store: Store, name: string) => readonly PathMapping[];
  /** The service as ARNs of its policies' resources name it, where that is not its own name. */
  readonly policiesOf?: string;
  /** For the service that keeps networks: all that ways through them depend on. */
  readonly network?: (store: Store) => Network;
  /** Where something of this service stands in a network, by its name, id or ARN; undefined for what it does not keep. */
  readonly place?: (store: Store, name: string) => Place | undefined;
  /** Pages of the cloud itself that show what this service keeps, of all accounts and regions. */
  readonly pages?: Pages<Store>;
  /** Work that runs without being called: sweeps, pollers. Called once per scope when its state is opened. */
  readonly start?: (store: Store, kernel: ServiceKernel, scope: Scope) => void;
  /** Ends everything this service has started: processes, servers. */
  readonly stop?: (store: Store) => void | Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: each service is checked against its own state where it is defined
export type AnyService = Service<any>;

/** What the paths below a custom name of APIs lead to. */
export interface PathMapping {
  /** Without slashes at its ends; empty for all that no other mapping takes. */
  readonly basePath: string;
  readonly api: string;
  /** Undefined where callers name it themselves. */
  readonly stage: string | undefined;
}

/** A site by the part of its address that names it: the id of an API, or a custom name. */
export interface ApiAddress {
  readonly kind: Site["kind"];
  readonly api: string;
}

export type DenialCode =
  | "AccessDenied"
  | "AccessDeniedException"
  | "AuthorizationErrorException"
  | "UnauthorizedOperation";

/** Answers to GET by path; a path that ends in a slash stands for everything below it. Undefined = not found. */
export type Pages<Store> = Readonly<
  Record<string, (stores: readonly Store[], request: LocalRequest) => LocalResponse | undefined>
>;

export type ServeSite<Store> = (
  call: Call<Store>,
  request: SiteRequest,
) => Promise<LocalResponse | undefined> | LocalResponse | undefined;

export interface Denial {
  readonly code: DenialCode;
  readonly status: 400 | 403;
  /** Says only that it is not allowed, not which kind of policy decided. */
  readonly isTerse?: boolean;
}

/** As JSON texts. */
export interface IdentityPolicies {
  readonly identity: readonly string[];
  /** What those policies are called, in the same order. */
  readonly names?: readonly string[];
  readonly boundary?: string | undefined;
  /** Of the principal itself, for `aws:PrincipalTag`. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What the kernel gives to a service's state. */
export interface ServiceKernel {
  /** Tables private to this service and scope. */
  readonly scope: Scope;
  readonly database: Database;
  readonly names: Names;
  /** Large bodies, private to this service. */
  readonly blobs: Blobs;
  /** The cloud's time, which can be moved. */
  readonly clock: Clock;
  /** Real time, for what happens outside the cloud: processes, sockets, clients' signatures. */
  readonly wall: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly aws: AwsCalls;
  readonly jobs: Jobs;
  readonly metrics: Metrics;
  /** The access keys that this cloud has issued. */
  readonly credentials: Credentials;
  /** Who used which right on what. */
  readonly decisions: DecisionLog;
  readonly endpoint: string;
  /** A folder for files of this service that need not survive a restart. */
  readonly scratchFolder: string;
  /** A folder for files of this service that last as long as the rest of its state. */
  readonly folder: string;
  readonly durability: Durability;
  /** A PostgreSQL server of somebody else, to be used in place of our own. */
  readonly postgresUrl?: string | undefined;
  /** Whether requests beyond a provisioned throughput are refused; else it is only kept. */
  readonly enforcesThroughput: boolean;
  /** Packages that Node.js functions find built in. */
  readonly sdkFolder?: string | undefined;
  /** Folders where programs of this machine are found, written as in PATH. */
  readonly programPath: string;
  /** To be told of every process that a service starts. */
  readonly guard: ProcessGuard;
  /** Told where those stand that call from inside a network, and asked whether they get through. */
  readonly connections: Connections;
  /** Throws what AWS throws unless a principal may do something: for who comes otherwise than by a call. */
  readonly authorize: (principal: Principal, access: Access) => void;
  /** Runs `run` once what is being written now is committed. */
  readonly afterCommit: (run: () => void) => void;
}
