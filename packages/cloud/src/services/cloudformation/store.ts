import { formatArn, type Ids } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import type { RoleSessions } from "../../targets/role-sessions.ts";
import type { ChangeSet } from "./change-sets/model.ts";
import type { ControlledResource, ResourceRequest } from "./cloudcontrol/model.ts";
import type { Detection } from "./drift/model.ts";
import { changeSetMissing, stackMissing } from "./errors.ts";
import { isGone, type Stack, type StackEvent, type StackResource, shortId, type TemplateText } from "./model.ts";
import { RegistryStore } from "./registry/registry-store.ts";
import type { Signal } from "./signals/model.ts";

export interface StoreOptions {
  readonly database: Database;
  readonly scope: Scope;
  readonly ids: Ids;
  readonly sessions: RoleSessions;
}

/** The stacks of one account in one region. */
export class StackStore {
  readonly scope: Scope;
  readonly sessions: RoleSessions;
  readonly registry: RegistryStore;
  readonly #ids: Ids;
  /** By the last part of their ids. */
  readonly #stacks: Collection<Stack>;
  /** The last part of the id of the stack that has a name now. */
  readonly #names: Collection<string>;
  readonly #resources: Collection<StackResource>;
  readonly #events: Collection<StackEvent>;
  readonly #templates: Collection<TemplateText>;
  readonly #changeSets: Collection<ChangeSet>;
  readonly #signals: Collection<Signal>;
  /** ARNs of functions, by the names of their macros. */
  readonly #macros: Collection<string>;
  readonly #detections: Collection<Detection>;
  readonly #requests: Collection<ResourceRequest>;
  readonly #controlled: Collection<ControlledResource>;
  readonly #sequences: Collection<number>;
  #isStopped = false;

  constructor({ database, scope, ids, sessions }: StoreOptions) {
    this.scope = scope;
    this.sessions = sessions;
    this.registry = new RegistryStore(database, scope);
    this.#ids = ids;
    this.#stacks = new Collection(database, "stacks");
    this.#names = new Collection(database, "names");
    this.#resources = new Collection(database, "resources");
    this.#events = new Collection(database, "events");
    this.#templates = new Collection(database, "templates");
    this.#changeSets = new Collection(database, "changeSets");
    this.#signals = new Collection(database, "signals");
    this.#macros = new Collection(database, "macros");
    this.#detections = new Collection(database, "detections");
    this.#requests = new Collection(database, "requests");
    this.#controlled = new Collection(database, "controlled");
    this.#sequences = new Collection(database, "sequences");
  }

  /** The cloud ends: what is under way is left for its next start. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
  }

  arn(resource: string): string {
    return formatArn({ service: "cloudformation", ...this.scope, resource });
  }

  newStackId(name: string): string {
    return this.arn(`stack/${name}/${this.#ids.uuid()}`);
  }

  /** By name, unless it was deleted, or by id. */
  findStack(nameOrId: string): Stack | undefined {
    const key = nameOrId.startsWith("arn:") ? shortId(nameOrId) : this.#names.get(nameOrId);
    return key === undefined ? undefined : this.#stacks.get(key);
  }

  /** Throws ValidationError. */
  stack(nameOrId: string, missing: (name: string) => Error = stackMissing): Stack {
    const stack = this.findStack(nameOrId);
    if (stack === undefined) throw missing(nameOrId);
    return stack;
  }

  /** As it stands now: for one that is known to be there. */
  again({ id }: { readonly id: string }): Stack {
    return this.stack(id);
  }

  stacks(): IterableIterator<Stack> {
    return this.#stacks.list();
  }

  putStack(stack: Stack): Stack {
    const key = shortId(stack.id);
    this.#stacks.put(key, stack);
    if (!isGone(stack)) this.#names.put(stack.name, key);
    else if (this.#names.get(stack.name) === key) this.#names.delete(stack.name);
    return stack;
  }

  resource(stackId: string, logicalId: string): StackResource | undefined {
    return this.#resources.get([shortId(stackId), logicalId]);
  }

  resources(stackId: string): StackResource[] {
    return [...this.#resources.list({ under: shortId(stackId) })];
  }

  putResource(stackId: string, resource: StackResource): StackResource {
    this.#resources.put([shortId(stackId), resource.logicalId], resource);
    return resource;
  }

  deleteResource(stackId: string, logicalId: string): void {
    this.#resources.delete([shortId(stackId), logicalId]);
  }

  /** Newest first, those older than a certain one. */
  events(stackId: string, before?: number): IterableIterator<StackEvent> {
    const under = shortId(stackId);
    return this.#events.list({ under, reverse: true, ...(before === undefined ? {} : { after: [under, before] }) });
  }

  addEvent(event: Omit<StackEvent, "sequence">): void {
    const key = shortId(event.stackId);
    const sequence = (this.#sequences.get(key) ?? 0) + 1;
    this.#sequences.put(key, sequence);
    this.#events.put([key, sequence], { ...event, sequence });
  }

  template(id: string): TemplateText {
    return this.#templates.get(id) ?? { id, original: "" };
  }

  addTemplate(original: string, processed: TemplateText["processed"]): string {
    const id = this.#ids.uuid();
    this.#templates.put(id, { id, original, processed });
    return id;
  }

  changeSets(stackId: string): ChangeSet[] {
    return [...this.#changeSets.list({ under: shortId(stackId) })];
  }

  /** Those of nested stacks that were made with it. */
  changeSetsWithin(parent: ChangeSet): ChangeSet[] {
    return [...this.#changeSets.list()].filter(({ parentId }) => parentId === parent.id);
  }

  /** By name of a stack's, or by id. */
  findChangeSet(nameOrId: string, stack: Stack | undefined): ChangeSet | undefined {
    const isName = !nameOrId.startsWith("arn:");
    if (isName && stack !== undefined) return this.#changeSets.get([shortId(stack.id), nameOrId]);
    for (const set of this.#changeSets.list()) if (set.id === nameOrId) return set;
    return undefined;
  }

  /** Throws ChangeSetNotFound. */
  changeSet(nameOrId: string, stack: Stack | undefined): ChangeSet {
    const found = this.findChangeSet(nameOrId, stack);
    if (found === undefined) throw changeSetMissing(nameOrId);
    return found;
  }

  putChangeSet(set: ChangeSet): ChangeSet {
    this.#changeSets.put([shortId(set.stackId), set.name], set);
    return set;
  }

  deleteChangeSet(set: ChangeSet): void {
    this.#changeSets.delete([shortId(set.stackId), set.name]);
  }

  /** What was said to a wait condition or on behalf of a custom resource. */
  signals(token: string): Signal[] {
    return [...this.#signals.list({ under: token })];
  }

  addSignal(token: string, signal: Signal): void {
    this.#signals.put([token, signal.uniqueId], signal);
  }

  macro(name: string): string | undefined {
    return this.#macros.get(name);
  }

  putMacro(name: string, functionName: string): void {
    this.#macros.put(name, functionName);
  }

  deleteMacro(name: string): void {
    this.#macros.delete(name);
  }

  detection(id: string): Detection | undefined {
    return this.#detections.get(id);
  }

  putDetection(detection: Detection): void {
    this.#detections.put(detection.id, detection);
  }

  /** Of Cloud Control, by their tokens. */
  request(token: string): ResourceRequest | undefined {
    return this.#requests.get(token);
  }

  requests(): IterableIterator<ResourceRequest> {
    return this.#requests.list();
  }

  putRequest(request: ResourceRequest): ResourceRequest {
    this.#requests.put(request.token, request);
    return request;
  }

  controlled(type: string): IterableIterator<ControlledResource> {
    return this.#controlled.list({ under: type });
  }

  putControlled(resource: ControlledResource): void {
    this.#controlled.put([resource.type, resource.identifier], resource);
  }

  deleteControlled(type: string, identifier: string): void {
    this.#controlled.delete([type, identifier]);
  }
}
