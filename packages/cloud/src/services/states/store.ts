import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { ReadMostly } from "../../kernel/store/read-mostly.ts";
import { activityArn, executionArn, machineArn, type Place, readArn, readMachineArn } from "./arns.ts";
import type { Definition } from "./definition/definition.ts";
import { noSuchActivity, noSuchExecution, noSuchMachine } from "./errors.ts";
import type { HistoryEvent } from "./history/history-event.ts";
import { HistoryStore } from "./history/history-store.ts";
import type { MapRun } from "./map-run/map-run.ts";
import { MapRunStore } from "./map-run/map-run-store.ts";
import type { Activity, Alias, Execution, Revision, StateMachine, Version } from "./model.ts";
import type { Run, Snapshot } from "./run/run.ts";

/** An activity's task that no worker has taken yet. */
export interface PendingTask {
  readonly token: string;
  readonly at: number;
  readonly input: string;
  readonly executionArn: string;
  readonly threadId: number;
  readonly visit: number;
}

/** State machines, activities and executions of one account in one region. */
export class StatesStore {
  readonly mapRuns: MapRunStore;
  readonly #place: Place;
  readonly #machines: ReadMostly<StateMachine>;
  readonly #revisions: ReadMostly<Revision>;
  readonly #versions: Collection<Version>;
  readonly #aliases: Collection<Alias>;
  readonly #activities: Collection<Activity>;
  readonly #pending: Collection<PendingTask>;
  readonly #executions: Collection<Execution>;
  /** Names of executions by machine, the newest first. */
  readonly #order: Collection<Ordered>;
  /** Executions that run. */
  readonly #active: Collection<string>;
  readonly #snapshots: Collection<Snapshot>;
  readonly #history: HistoryStore;
  readonly #definitions = new Map<string, Definition>();
  #sequence = 0;

  constructor(database: Database, place: Place) {
    this.#place = place;
    this.#machines = new ReadMostly(database, "machines");
    this.#revisions = new ReadMostly(database, "revisions");
    this.#versions = new Collection(database, "versions");
    this.#aliases = new Collection(database, "aliases");
    this.#activities = new Collection(database, "activities");
    this.#pending = new Collection(database, "pending");
    this.#executions = new Collection(database, "executions");
    this.#order = new Collection(database, "order");
    this.#active = new Collection(database, "active");
    this.#snapshots = new Collection(database, "snapshots");
    this.#history = new HistoryStore(database);
    this.mapRuns = new MapRunStore(database);
  }

  findMachine(name: string): StateMachine | undefined {
    return this.#machines.get(name);
  }

  /** The machine that an ARN names, qualified or not. Throws InvalidArn, StateMachineDoesNotExist. */
  machine(arn: string): StateMachine {
    const { name, account, region } = readMachineArn(arn);
    const machine = this.findMachine(name);
    if (machine === undefined || machine.arn !== machineArn({ account, region }, name)) throw noSuchMachine(arn);
    return machine;
  }

  machines(): IterableIterator<StateMachine> {
    return this.#machines.list();
  }

  putMachine(machine: StateMachine): void {
    this.#machines.put(machine.name, machine);
    this.#revisions.put([machine.arn, machine.revision.id], machine.revision);
    this.#definitions.delete(`${machine.arn} ${machine.revision.id}`);
  }

  /** Executions keep their revisions: they run to their end. */
  deleteMachine(machine: StateMachine): void {
    this.#machines.delete(machine.name);
    for (const version of [...this.versions(machine.name)]) this.#versions.delete([machine.name, version.number]);
    for (const alias of [...this.aliases(machine.name)]) this.#aliases.delete([machine.name, alias.name]);
  }

  revision(arn: string, id: string): Revision {
    const revision = this.#revisions.get([arn, id]);
    if (revision === undefined) throw noSuchMachine(arn);
    return revision;
  }

  /** What an execution runs by, read once. */
  definition({ machineArn: arn, revisionId }: Pick<Execution, "machineArn" | "revisionId">): Definition {
    const name = `${arn} ${revisionId}`;
    const known = this.#definitions.get(name);
    if (known !== undefined) return known;
    // It was validated before it was kept.
    const definition = JSON.parse(this.revision(arn, revisionId).definition) as Definition;
    if (this.#definitions.size >= definitionsMax) this.#definitions.clear();
    this.#definitions.set(name, definition);
    return definition;
  }

  findVersion(machine: string, number: number): Version | undefined {
    return this.#versions.get([machine, number]);
  }

  versions(machine: string): IterableIterator<Version> {
    return this.#versions.list({ under: machine });
  }

  putVersion(version: Version): void {
    this.#versions.put([version.machine, version.number], version);
  }

  deleteVersion(version: Version): void {
    this.#versions.delete([version.machine, version.number]);
  }

  findAlias(machine: string, name: string): Alias | undefined {
    return this.#aliases.get([machine, name]);
  }

  aliases(machine: string): IterableIterator<Alias> {
    return this.#aliases.list({ under: machine });
  }

  putAlias(alias: Alias): void {
    this.#aliases.put([alias.machine, alias.name], alias);
  }

  deleteAlias(alias: Alias): void {
    this.#aliases.delete([alias.machine, alias.name]);
  }

  findActivity(name: string): Activity | undefined {
    return this.#activities.get(name);
  }

  /** Throws InvalidArn, ActivityDoesNotExist. */
  activity(arn: string): Activity {
    const { parts, account, region } = readArn(arn, "activity");
    const activity = this.findActivity(parts[0] ?? "");
    if (activity === undefined || activity.arn !== activityArn({ account, region }, activity.name)) {
      throw noSuchActivity(arn);
    }
    return activity;
  }

  activities(): IterableIterator<Activity> {
    return this.#activities.list();
  }

  putActivity(activity: Activity): void {
    this.#activities.put(activity.name, activity);
  }

  deleteActivity(name: string): void {
    this.#activities.delete(name);
  }

  putPending(activity: string, task: PendingTask): void {
    this.#pending.put([activity, task.at, task.token], task);
  }

  /** The task that has waited longest for a worker; it is given away. */
  takePending(activity: string, isWanted: (task: PendingTask) => boolean): PendingTask | undefined {
    for (const task of this.#pending.list({ under: activity })) {
      this.#pending.delete([activity, task.at, task.token]);
      if (isWanted(task)) return task;
    }
    return undefined;
  }

  findExecution(arn: string): Execution | undefined {
    const { parts, account, region, kind } = readArn(arn, "execution", "express");
    if (kind === "express") return undefined;
    const [machine = "", name = ""] = parts;
    const execution = this.#executions.get([machine, name]);
    return execution?.arn === executionArn({ account, region }, machine, name) ? execution : undefined;
  }

  /** Throws InvalidArn, ExecutionDoesNotExist. */
  execution(arn: string): Execution {
    const execution = this.findExecution(arn);
    if (execution === undefined) throw noSuchExecution(arn);
    return execution;
  }

  /** Executions of a machine, or of a map run below `machine/label`, the newest first. */
  *executions(group: string, after?: readonly [startedAt: number, sequence: number]): IterableIterator<Listed> {
    const start = after === undefined ? {} : { after: [group, ...after] };
    for (const { name, at } of this.#order.list({ under: group, ...start })) {
      const execution = this.#executions.get([groupOf(group), name]);
      if (execution !== undefined) yield { execution, at };
    }
  }

  /** Keeps a new execution, which is to be driven. */
  addExecution(execution: Execution): void {
    const group = executionGroup(execution);
    const at = [-execution.startedAt, -this.#sequence++] as const;
    this.#executions.put([group, execution.name], execution);
    this.#order.put([execution.child?.mapRunArn ?? group, ...at], { name: execution.name, at });
    this.#active.put(execution.arn, execution.arn);
  }

  putExecution(execution: Execution): void {
    this.#executions.put([executionGroup(execution), execution.name], execution);
    if (execution.status === "RUNNING") this.#active.put(execution.arn, execution.arn);
  }

  /** Executions that ran when the program ended. */
  active(): Execution[] {
    return [...this.#active.list()].flatMap((arn) => this.findExecution(arn) ?? []);
  }

  snapshot(arn: string): Snapshot | undefined {
    return this.#snapshots.get(arn);
  }

  /** Everything that has happened to an execution since it was last saved. */
  save(run: Run): void {
    const { execution, events } = run;
    this.#history.add(execution.arn, events);
    if (!run.hasEnded) {
      this.#snapshots.put(execution.arn, run.snapshot());
      return;
    }
    this.#executions.put([executionGroup(execution), execution.name], execution);
    this.#active.delete(execution.arn);
    // A failed execution can be redriven.
    if (execution.status === "SUCCEEDED") this.#snapshots.delete(execution.arn);
    else this.#snapshots.put(execution.arn, run.snapshot());
  }

  events(
    arn: string,
    options: { readonly from?: number; readonly isReverse?: boolean },
  ): IterableIterator<HistoryEvent> {
    return this.#history.events(arn, options);
  }

  mapRun(arn: string): MapRun | undefined {
    return this.mapRuns.find(arn);
  }

  get place(): Place {
    return this.#place;
  }
}

export interface Listed {
  readonly execution: Execution;
  readonly at: readonly [number, number];
}

interface Ordered {
  readonly name: string;
  readonly at: readonly [number, number];
}

const definitionsMax = 500;

/** Executions of a Map's items stand under `machine/label`. */
const executionGroup = ({ arn }: Pick<Execution, "arn">): string => arn.split(":")[6] ?? "";

/** A map run's ARN ends with `machine/label:id`. */
const groupOf = (group: string): string => (group.startsWith("arn:") ? (group.split(":")[6] ?? "") : group);
