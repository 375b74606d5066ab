import { AwsError } from "@millrace/wire";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { RoleSessions } from "../../../targets/role-sessions.ts";
import type { Asked, AskedFetch, AskedInvoke, AskedStore } from "./asked.ts";
import { CopyOptionsError, columnNames, copyOptions } from "./copy-options.ts";
import { DatabaseFiles } from "./database-files.ts";
import { type DeskAnswer, type DeskClerk, type DeskError, internalError } from "./desk.ts";

/** What a role is associated with a database for. */
export type Feature = "s3Import" | "s3Export" | "Lambda";

export interface CallingDatabase {
  /** Of the cluster, or of the instance that stands alone, as it is now. */
  readonly arn: () => string;
  readonly roleFor: (feature: Feature) => string | undefined;
}

/** Who asks, and where. */
type Keys = Partial<Pick<AskedFetch, "region" | "accessKey" | "secretKey" | "sessionToken">>;

/** Asks AWS in the name of a database, as the role that was associated with it. */
export class DatabaseCalls implements DeskClerk {
  readonly #files: DatabaseFiles;
  readonly #kernel: ServiceKernel;
  readonly #database: CallingDatabase;
  readonly #sessions: RoleSessions;

  constructor(kernel: ServiceKernel, database: CallingDatabase) {
    this.#kernel = kernel;
    this.#database = database;
    this.#sessions = new RoleSessions(kernel);
    this.#files = new DatabaseFiles(kernel.ids);
  }

  moveTo(folder: string): void {
    this.#files.moveTo(folder);
  }

  async answer(request: unknown): Promise<DeskAnswer> {
    // Written by the extensions' own functions; nobody else reaches the desk.
    const asked = request as Asked;
    try {
      switch (asked.do) {
        case "fetch":
          return await this.#fetch(asked);
        case "reserve":
          return { ...this.#files.reserve(), options: copyOptions(asked.options ?? "") };
        case "store":
          return await this.#store(asked);
        case "forget":
          await this.#files.forget(asked.id);
          return {};
        case "invoke":
          return await this.#invoke(asked);
        default:
          throw new TypeError("Cannot answer: expected a request of an extension");
      }
    } catch (error) {
      if (error instanceof MissingRole) return noCredentials(error.feature);
      if (error instanceof CopyOptionsError) return { error: error.message, code: syntaxError };
      if (error instanceof AwsError) return refused(error, asked.do === "invoke");
      throw error;
    }
  }

  async #fetch(asked: AskedFetch): Promise<DeskAnswer> {
    const names = columnNames(asked.columns ?? "");
    const options = copyOptions(asked.options ?? "");
    const { bucket: Bucket, key: Key } = asked;
    const by = await this.#caller(asked, "s3Import");
    const found = await this.#kernel.aws.call("s3", "GetObject", { Bucket, Key }, by);
    const { Body, ContentLength = 0, ContentEncoding } = found;
    // Small bodies come whole.
    const bytes = Body instanceof Uint8Array ? [Body] : (Body as unknown as AsyncIterable<Uint8Array>);
    const { id, path } = this.#files.reserve();
    try {
      await this.#files.write(path, bytes ?? [], ContentEncoding === "gzip");
    } catch (error) {
      await this.#files.forget(id);
      if (!isUnzipError(error)) throw error;
      return { error: `the file ${Key} is not gzip, as its Content-Encoding says`, code: dataError };
    }
    return { id, path, options, bytes: ContentLength, columns: names.length === 0 ? asked.allColumns : names };
  }

  async #store(asked: AskedStore): Promise<DeskAnswer> {
    const by = await this.#caller(asked, "s3Export");
    const { bytes, size } = await this.#files.open(asked.id);
    const kmsKey = asked.kmsKey ?? undefined;
    const input = {
      Bucket: asked.bucket,
      Key: asked.key,
      Body: bytes,
      ContentLength: size,
      ...(kmsKey === undefined ? {} : { ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId: kmsKey }),
    };
    try {
      await this.#kernel.aws.call("s3", "PutObject", input, by);
    } finally {
      bytes.destroy();
      await this.#files.forget(asked.id);
    }
    return { bytes: size };
  }

  async #invoke(asked: AskedInvoke): Promise<DeskAnswer> {
    const { function: FunctionName, type, logType, qualifier, payload } = asked;
    const region = asked.region ?? /^arn:[^:]+:lambda:([^:]+):/.exec(FunctionName)?.[1] ?? null;
    const by = await this.#caller({ region }, "Lambda");
    const input = {
      FunctionName,
      InvocationType: (type ?? "RequestResponse") as "RequestResponse",
      LogType: (logType ?? "None") as "None",
      ...(payload === null ? {} : { Payload: Buffer.from(payload) }),
      ...(qualifier === null ? {} : { Qualifier: qualifier }),
      ...(asked.context === null
        ? {}
        : { ClientContext: Buffer.from(JSON.stringify(asked.context)).toString("base64") }),
    };
    const { StatusCode, Payload, ExecutedVersion, LogResult } = await this.#kernel.aws.call(
      "lambda",
      "Invoke",
      input,
      by,
    );
    return {
      status: StatusCode,
      payload: Payload === undefined ? null : Buffer.from(Payload).toString("utf8"),
      version: ExecutedVersion ?? null,
      log: LogResult ?? null,
    };
  }

  /** By the keys that the caller gave, else by the role that the database was given. */
  async #caller(asked: Keys, feature: Feature): Promise<{ readonly principal: Principal; readonly region: string }> {
    const region = asked.region ?? this.#kernel.scope.region;
    if (typeof asked.accessKey === "string") return { principal: this.#holderOf(asked.accessKey, asked), region };
    const roleArn = this.#database.roleFor(feature);
    if (roleArn === undefined) throw new MissingRole(feature);
    const { account } = this.#kernel.scope;
    const by = servicePrincipal("rds.amazonaws.com", account, this.#database.arn());
    return { principal: await this.#sessions.principal(roleArn, by, "aws-extension"), region };
  }

  #holderOf(accessKey: string, { secretKey, sessionToken }: Keys): Principal {
    const credential = this.#kernel.credentials.find(accessKey);
    const isKnown = credential.secretAccessKey === undefined || credential.secretAccessKey === secretKey;
    const isWhole = credential.sessionToken === undefined || credential.sessionToken === sessionToken;
    const isOver = credential.expiresAt !== undefined && credential.expiresAt <= this.#kernel.clock.now();
    if (credential.isOff !== true && isKnown && isWhole && !isOver) return credential.principal;
    throw new AwsError("InvalidAccessKeyId", "The AWS access key ID that you provided does not exist in our records.", {
      status: 403,
    });
  }
}

class MissingRole extends Error {
  readonly feature: Feature;

  constructor(feature: Feature) {
    super(`No role is associated for ${feature}`);
    this.feature = feature;
  }
}

const syntaxError = "42601";
const dataError = "22000";

/** @see https://nodejs.org/docs/latest-v20.x/api/errors.html */
const isUnzipError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && /^Z_/.test(String(error.code));

const noCredentials = (feature: Feature): DeskError => ({
  error: "credentials stored with the database cluster can't be accessed",
  code: internalError,
  hint: `Has the IAM role Amazon Resource Name (ARN) been associated with the feature-name "${feature}"?`,
});

/** In Aurora's words: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda-errors.html */
function refused({ status, message }: AwsError, isInvocation: boolean): DeskError {
  if (isInvocation) {
    return { error: "invoke API failed", code: internalError, detail: `AWS Lambda client returned '${message}'.` };
  }
  const advice =
    status === 403 || status === 404 ? " Check bucket or provided credentials as they may be incorrect." : "";
  return { error: `HTTP ${status}. ${message}${advice}`, code: internalError };
}
