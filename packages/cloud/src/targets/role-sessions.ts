import type { AwsCalls } from "../kernel/calls.ts";
import type { Credentials } from "../kernel/credentials.ts";
import type { Principal } from "../kernel/principal.ts";

/** Sessions are replaced before they end. */
const sessionMsMin = 5 * 60_000;
/** Beyond these all are begun anew. */
const sessionsMax = 1_000;

interface Session {
  readonly principal: Principal;
  /** By the cloud's clock. */
  readonly expireAt: number;
}

export interface RoleSessionsKernel {
  readonly aws: AwsCalls;
  readonly credentials: Credentials;
  readonly clock: { now(): number };
}

/** Roles that a service was given, assumed in its name and kept for as long as their sessions last. */
export class RoleSessions {
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #kernel: RoleSessionsKernel;

  constructor(kernel: RoleSessionsKernel) {
    this.#kernel = kernel;
  }

  /** Throws what STS throws when the role does not let `by` assume it. */
  async principal(roleArn: string, by: Principal, sessionName: string): Promise<Principal> {
    const key = `${roleArn} ${sourceOf(by)}`;
    const known = await this.#sessions.get(key)?.catch(() => undefined);
    if (known !== undefined && known.expireAt - this.#kernel.clock.now() > sessionMsMin) return known.principal;
    if (this.#sessions.size >= sessionsMax) this.#sessions.clear();
    const session = this.#assume(roleArn, by, sessionName);
    this.#sessions.set(key, session);
    session.catch(() => this.#sessions.delete(key));
    return (await session).principal;
  }

  async #assume(roleArn: string, by: Principal, sessionName: string): Promise<Session> {
    const { aws, credentials } = this.#kernel;
    const input = { RoleArn: roleArn, RoleSessionName: sessionName };
    const { Credentials: keys } = await aws.call("sts", "AssumeRole", input, { principal: by });
    const { principal } = credentials.find(keys?.AccessKeyId ?? "");
    return { principal, expireAt: keys?.Expiration?.getTime() ?? 0 };
  }
}

/** A service acts for one of its resources, a role's session for its role. */
function sourceOf(by: Principal): string {
  if (by.kind === "service") return `${by.service} ${by.sourceArn}`;
  return by.kind === "session" ? by.roleArn : by.kind;
}
