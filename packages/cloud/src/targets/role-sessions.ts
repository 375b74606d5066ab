import type { AwsCalls } from "../kernel/calls.ts";
import type { Credentials } from "../kernel/credentials.ts";
import type { Principal } from "../kernel/principal.ts";

/** Sessions are replaced before they end. */
const sessionMsMin = 5 * 60_000;

interface Session {
  readonly principal: Principal;
  /** By the cloud's clock. */
  readonly expireAt: number;
}

interface Kernel {
  readonly aws: AwsCalls;
  readonly credentials: Credentials;
  readonly clock: { now(): number };
}

/** Roles that a service was given, assumed in its name and kept for as long as their sessions last. */
export class RoleSessions {
  readonly #sessions = new Map<string, Promise<Session>>();
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Throws what STS throws when the role does not let `service` assume it. */
  async principal(roleArn: string, service: Principal, sessionName: string): Promise<Principal> {
    const source = service.kind === "service" ? `${service.service} ${service.sourceArn}` : service.kind;
    const key = `${roleArn} ${source}`;
    const known = await this.#sessions.get(key)?.catch(() => undefined);
    if (known !== undefined && known.expireAt - this.#kernel.clock.now() > sessionMsMin) return known.principal;
    const session = this.#assume(roleArn, service, sessionName);
    this.#sessions.set(key, session);
    session.catch(() => this.#sessions.delete(key));
    return (await session).principal;
  }

  async #assume(roleArn: string, service: Principal, sessionName: string): Promise<Session> {
    const { aws, credentials } = this.#kernel;
    const input = { RoleArn: roleArn, RoleSessionName: sessionName };
    const { Credentials: keys } = await aws.call("sts", "AssumeRole", input, { principal: service });
    const { principal } = credentials.find(keys?.AccessKeyId ?? "");
    return { principal, expireAt: keys?.Expiration?.getTime() ?? 0 };
  }
}
