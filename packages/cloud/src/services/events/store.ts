import { Tokens } from "../../connections/tokens.ts";
import type { Scope } from "../../kernel/operation.ts";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import { RoleSessions } from "../../targets/role-sessions.ts";
import type { Archive } from "./archives/archive.ts";
import { Archives } from "./archives/archives.ts";
import { Connections } from "./connections/connections.ts";
import { Pace } from "./connections/pace.ts";
import { notFound } from "./errors.ts";
import { type BusEvent, defaultBus, type EventBus, type Rule } from "./model.ts";
import { BusPatterns, type Matched } from "./rules/bus-patterns.ts";

/** Buses and rules of one account in one region. Read at every event: all stay in memory. */
export class EventsStore {
  readonly scope: Scope;
  readonly archives: Archives;
  readonly connections: Connections;
  readonly roles: RoleSessions;
  readonly tokens: Tokens;
  readonly pace: Pace;
  readonly #buses: Collection<EventBus>;
  readonly #rules: Collection<Rule>;
  readonly #knownBuses: Map<string, EventBus>;
  /** By bus, then by name. */
  readonly #knownRules = new Map<string, Map<string, Rule>>();
  readonly #patterns = new Map<string, BusPatterns>();

  constructor(kernel: ServiceKernel, scope: Scope) {
    this.scope = scope;
    this.#buses = new Collection(kernel.database, "buses");
    this.#rules = new Collection(kernel.database, "rules");
    this.archives = new Archives(kernel.database);
    this.connections = new Connections(kernel.database);
    this.roles = new RoleSessions(kernel);
    this.tokens = new Tokens(kernel.clock);
    this.pace = new Pace(kernel.clock);
    this.#knownBuses = new Map([...this.#buses.list()].map((bus) => [bus.name, bus]));
    for (const rule of this.#rules.list()) this.#rulesOf(rule.busName).set(rule.name, rule);
    if (!this.#knownBuses.has(defaultBus)) {
      const now = kernel.clock.now();
      this.#knownBuses.set(defaultBus, { name: defaultBus, tags: {}, createdAt: now, modifiedAt: now });
    }
  }

  /** Throws ResourceNotFoundException. */
  bus(name: string): EventBus {
    const bus = this.#knownBuses.get(name);
    if (bus === undefined) throw notFound(`Event bus ${name} does not exist.`);
    return bus;
  }

  findBus(name: string): EventBus | undefined {
    return this.#knownBuses.get(name);
  }

  buses(): EventBus[] {
    return [...this.#knownBuses.values()].sort(byName);
  }

  putBus(bus: EventBus): void {
    this.#knownBuses.set(bus.name, bus);
    this.#buses.put(bus.name, bus);
  }

  deleteBus(name: string): void {
    this.#knownBuses.delete(name);
    this.#knownRules.delete(name);
    this.#patterns.delete(name);
    this.#buses.delete(name);
  }

  /** Throws ResourceNotFoundException. */
  rule(busName: string, name: string): Rule {
    this.bus(busName);
    const rule = this.findRule(busName, name);
    if (rule === undefined) throw notFound(`Rule ${name} does not exist on EventBus ${busName}.`);
    return rule;
  }

  findRule(busName: string, name: string): Rule | undefined {
    return this.#knownRules.get(busName)?.get(name);
  }

  rules(busName: string): Rule[] {
    return [...(this.#knownRules.get(busName)?.values() ?? [])].sort(byName);
  }

  putRule(rule: Rule): void {
    this.#rulesOf(rule.busName).set(rule.name, rule);
    this.#rules.put([rule.busName, rule.name], rule);
    this.#patterns.delete(rule.busName);
  }

  deleteRule({ busName, name }: Rule): void {
    this.#knownRules.get(busName)?.delete(name);
    this.#rules.delete([busName, name]);
    this.#patterns.delete(busName);
  }

  putArchive(archive: Archive): void {
    this.archives.put(archive);
    this.#patterns.delete(archive.busName);
  }

  deleteArchive(archive: Archive): void {
    this.archives.delete(archive.name);
    this.#patterns.delete(archive.busName);
  }

  match(busName: string, event: BusEvent): Matched {
    let patterns = this.#patterns.get(busName);
    if (patterns === undefined) {
      const archives = this.archives.list().filter((archive) => archive.busName === busName);
      patterns = new BusPatterns(this.#knownRules.get(busName)?.values() ?? [], archives);
      this.#patterns.set(busName, patterns);
    }
    return patterns.match(event as unknown as Record<string, unknown>);
  }

  #rulesOf(busName: string): Map<string, Rule> {
    let rules = this.#knownRules.get(busName);
    if (rules === undefined) {
      rules = new Map();
      this.#knownRules.set(busName, rules);
    }
    return rules;
  }
}

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : 1;
