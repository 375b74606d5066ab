import type { Scope } from "../../kernel/operation.ts";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import { RoleSessions } from "../../targets/role-sessions.ts";
import { noSuchGroup, noSuchSchedule } from "./errors.ts";
import { defaultGroup, type Group, type Schedule } from "./model.ts";

/** The schedules of one account in one region. */
export class SchedulerStore {
  readonly scope: Scope;
  readonly roles: RoleSessions;
  readonly #schedules: Collection<Schedule>;
  readonly #groups: Collection<Group>;
  readonly #openedAt: number;

  constructor(kernel: ServiceKernel, scope: Scope) {
    this.scope = scope;
    this.roles = new RoleSessions(kernel);
    this.#schedules = new Collection(kernel.database, "schedules");
    this.#groups = new Collection(kernel.database, "groups");
    this.#openedAt = kernel.clock.now();
  }

  findSchedule(groupName: string, name: string): Schedule | undefined {
    return this.#schedules.get([groupName, name]);
  }

  /** Throws ResourceNotFoundException. */
  schedule(groupName: string, name: string): Schedule {
    const schedule = this.findSchedule(groupName, name);
    if (schedule === undefined) throw noSuchSchedule(name);
    return schedule;
  }

  /** By group, then by name. */
  schedules(groupName?: string): IterableIterator<Schedule> {
    return this.#schedules.list(groupName === undefined ? {} : { under: groupName });
  }

  putSchedule(schedule: Schedule): void {
    this.#schedules.put([schedule.groupName, schedule.name], schedule);
  }

  deleteSchedule({ groupName, name }: Pick<Schedule, "groupName" | "name">): void {
    this.#schedules.delete([groupName, name]);
  }

  findGroup(name: string): Group | undefined {
    const at = this.#openedAt;
    const fallback: Group = { name, state: "ACTIVE", tags: {}, createdAt: at, modifiedAt: at };
    return this.#groups.get(name) ?? (name === defaultGroup ? fallback : undefined);
  }

  /** Throws ResourceNotFoundException. */
  group(name: string): Group {
    const group = this.findGroup(name);
    if (group === undefined) throw noSuchGroup(name);
    return group;
  }

  groups(): Group[] {
    const all = [...this.#groups.list()];
    if (!all.some(({ name }) => name === defaultGroup)) all.push(this.group(defaultGroup));
    return all.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  putGroup(group: Group): void {
    this.#groups.put(group.name, group);
  }

  /** With every schedule in it. */
  deleteGroup(name: string): void {
    for (const schedule of this.schedules(name)) this.deleteSchedule(schedule);
    this.#groups.delete(name);
  }
}
