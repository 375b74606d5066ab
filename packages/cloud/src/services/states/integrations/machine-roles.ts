import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import { RoleSessions, type RoleSessionsKernel } from "../../../targets/role-sessions.ts";

const sessionName = "states";

/** As whom state machines act. */
export class MachineRoles {
  readonly #sessions: RoleSessions;
  readonly #account: string;

  constructor(kernel: RoleSessionsKernel, account: string) {
    this.#sessions = new RoleSessions(kernel);
    this.#account = account;
  }

  /** As the role of a machine, or as another role that this one may assume. Throws what STS throws. */
  async principal(roleArn: string, sourceArn: string, taskRoleArn: string | undefined): Promise<Principal> {
    const service = servicePrincipal("states.amazonaws.com", this.#account, sourceArn);
    const own = await this.#sessions.principal(roleArn, service, sessionName);
    return taskRoleArn === undefined ? own : this.#sessions.principal(taskRoleArn, own, sessionName);
  }
}
