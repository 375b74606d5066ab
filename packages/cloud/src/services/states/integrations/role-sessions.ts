import type { Clock } from "@millrace/core";
import type { AwsCalls } from "../../../kernel/calls.ts";
import type { Credentials } from "../../../kernel/credentials.ts";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";

export interface RoleSessionsOptions {
  readonly aws: AwsCalls;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly account: string;
}

interface Session {
  readonly principal: Promise<Principal>;
  readonly until: number;
}

/** How long a session is used before another one is begun; STS makes them for an hour. */
const usedMs = 45 * 60_000;
const sessionsMax = 1_000;

/** As whom state machines act: sessions of their roles, kept while they are fresh. */
export class RoleSessions {
  readonly #options: RoleSessionsOptions;
  readonly #sessions = new Map<string, Session>();

  constructor(options: RoleSessionsOptions) {
    this.#options = options;
  }

  /** As the role of a machine, or as another role that this one may assume. Throws what STS throws. */
  async principal(roleArn: string, sourceArn: string, taskRoleArn: string | undefined): Promise<Principal> {
    const service = servicePrincipal("states.amazonaws.com", this.#options.account, sourceArn);
    const own = await this.#session(roleArn, service);
    return taskRoleArn === undefined ? own : this.#session(taskRoleArn, own);
  }

  #session(roleArn: string, by: Principal): Promise<Principal> {
    const name = `${roleArn} ${by.kind === "session" ? by.roleArn : ""}`;
    const now = this.#options.clock.now();
    const known = this.#sessions.get(name);
    if (known !== undefined && known.until > now) return known.principal;
    if (this.#sessions.size >= sessionsMax) this.#sessions.clear();
    const principal = this.#assume(roleArn, by);
    this.#sessions.set(name, { principal, until: now + usedMs });
    principal.catch(() => this.#sessions.delete(name));
    return principal;
  }

  async #assume(roleArn: string, by: Principal): Promise<Principal> {
    const { aws, credentials } = this.#options;
    const input = { RoleArn: roleArn, RoleSessionName: "states" };
    const { Credentials: keys } = await aws.call("sts", "AssumeRole", input, { principal: by });
    return credentials.find(keys?.AccessKeyId ?? "").principal;
  }
}
