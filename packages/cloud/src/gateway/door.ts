import type { Socket } from "node:net";
import type { Answer, RequestHead, Site } from "@millrace/wire";
import type { Resident } from "../kernel/network/resident.ts";
import type { Principal } from "../kernel/principal.ts";
import type { Passage } from "../reach/path.ts";

/** What the gateway asks of the cloud behind it. */
export interface Door {
  /** The secret and the principal behind an access key; undefined when nobody may use that key. `sessionToken` must match for temporary keys. */
  credential(accessKeyId: string, sessionToken: string | undefined): Credential | undefined;
  /**
   * Authorizes and runs an operation, and answers after its changes are committed. Throws AwsError. The service or
   * operation may be one that this cloud does not run: then it throws NotImplemented itself.
   *
   * Besides the operations of the models, S3 is asked `OptionsObject` (`PreflightInput` -> `PreflightOutput`) for requests of
   * browsers: unsigned, and to be answered from the bucket's CORS configuration, or refused.
   */
  run(request: OperationRequest): Promise<unknown> | unknown;
  /** Pages of the cloud itself, e.g. `/_millrace/health`; undefined = not one of them. Paths begin with `/_`. */
  local?(request: LocalRequest): Promise<LocalResponse | undefined> | LocalResponse | undefined;
  /** What users put on the web through this cloud: APIs, function URLs, bucket websites. Undefined = there is none. */
  site?(request: SiteRequest): Promise<LocalResponse | undefined> | LocalResponse | undefined;
  /** What a request to a name of somebody's own is for; undefined for a host that is no such name. */
  apiBehind?(head: RequestHead): Site | undefined;
  /** Who has opened a connection from inside a network; undefined at once where nobody can have. */
  insider?(socket: Socket): Promise<Resident | undefined> | undefined;
  /** How an insider gets to a service; undefined where no way leads there. */
  passage?(insider: Resident, service: string, region: string): Passage | undefined;
  /** One line per finished request. */
  record?(event: RequestRecord): void;
}

export interface Credential {
  /** Undefined for keys that nobody issued: they are let in as they come. */
  readonly secretAccessKey: string | undefined;
  readonly principal: Principal;
  /** By the cloud's clock, for temporary keys. */
  readonly expiresAt?: number;
}

/** `signal` and `endpoint` are made when they are asked for: hand a request on as it is, a copy by spread loses them. */
export interface OperationRequest {
  /** Name of the service's model. */
  readonly service: string;
  readonly operation: string;
  /** Decoded and valid; only the service knows its type. */
  readonly input: unknown;
  readonly principal: Principal;
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  /** Aborted when the client goes away before its answer. */
  readonly signal: AbortSignal;
  /** Where this client reaches the cloud, e.g. `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** For what policies and services ask of the connection: host, source address, user agent, referer, transport. */
  readonly head: RequestHead;
  /** How the request came here, if its sender is in a network. */
  readonly passage: Passage | undefined;
}

export interface LocalRequest {
  readonly head: RequestHead;
  /** The whole body, bounded in size. */
  readonly body: Buffer;
  readonly endpoint: string;
  readonly signal: AbortSignal;
}

export type LocalResponse = Answer;

export interface SiteRequest extends LocalRequest {
  readonly site: Site;
  readonly requestId: string;
  /** Who signed the request; anonymous when nobody did. */
  readonly principal: Principal;
}

/** What S3's `OptionsObject` receives: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html */
export interface PreflightInput {
  readonly Bucket: string;
  readonly Key: string | undefined;
  readonly Origin: string;
  readonly RequestMethod: string;
  readonly RequestHeaders: readonly string[];
}

export interface PreflightOutput {
  readonly AllowOrigin: string;
  readonly AllowMethods: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAgeSeconds?: number;
  readonly AllowCredentials?: boolean;
}

export interface RequestRecord {
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  readonly principal: Principal | undefined;
  readonly region: string;
  readonly status: number;
  /** Code and text of the refusal, if it was one. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly startedAt: number;
  readonly durationMs: number;
  readonly head: RequestHead;
}
