import { sleep } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import { callService } from "../../../sdk-calls/call-service.ts";
import type { JsonObject } from "../../../sdk-calls/json.ts";
import type { Stack, Tag, Unfinished } from "../model.ts";
import { StackStopped } from "../stopped.ts";
import type { StackStore } from "../store.ts";
import { asInput } from "./as-input.ts";
import { PlainFailure } from "./failure-reason.ts";
import { generatedName, type NameRule } from "./generated-name.ts";

/** What a step on one resource is given: the stack it belongs to, and calls of services as whoever the stack acts for. */
export class Work {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly call: Call<StackStore>;
  /** Of the stack: resources that can have tags get them besides their own. */
  readonly tags: readonly Tag[];
  readonly #save: (unfinished: Unfinished) => void;
  #unfinished: Unfinished;

  constructor(
    call: Call<StackStore>,
    stack: Stack,
    logicalId: string,
    unfinished: Unfinished,
    save: (unfinished: Unfinished) => void,
  ) {
    this.call = call;
    this.stack = stack;
    this.logicalId = logicalId;
    this.tags = (stack.running?.target ?? stack.current).tags;
    this.#unfinished = unfinished;
    this.#save = save;
  }

  get startedAt(): number {
    return this.#unfinished.startedAt;
  }

  /** What an earlier run of this step has left, before a crash for one. */
  get progress(): JsonObject {
    return this.#unfinished.progress ?? {};
  }

  save(progress: JsonObject): void {
    this.#put({ progress: { ...this.progress, ...progress } });
  }

  /** Made up once, so that a step that runs again makes the same thing again. */
  name(rule: NameRule): string {
    const name = this.#unfinished.name ?? generatedName(this.stack.name, this.logicalId, rule, this.call.ids);
    if (this.#unfinished.name === undefined) this.#put({ name });
    return name;
  }

  async principal(): Promise<Principal> {
    const { stack, call } = this;
    if (stack.roleArn === undefined) return stack.principal;
    const service = servicePrincipal("cloudformation.amazonaws.com", call.account, stack.id);
    return await call.store.sessions.principal(stack.roleArn, service, "AWSCloudFormation");
  }

  /** Calls an operation with those of the parameters that it knows, texts made numbers where it wants numbers. */
  async aws(service: string, operation: string, parameters: JsonObject): Promise<JsonObject> {
    const principal = await this.principal();
    this.#refuseStopped();
    return await callService(this.call.aws, service, operation, {
      parameters: asInput(service, operation, parameters),
      principal,
    });
  }

  /**
   * The call that makes the resource. That it was sent is committed together with what it does, so when it runs again after a
   * crash, a resource of the same name is ours. Answers undefined then.
   */
  async make(service: string, operation: string, parameters: JsonObject): Promise<JsonObject | undefined> {
    const principal = await this.principal();
    this.#refuseStopped();
    const wasSent = this.#unfinished.isSent === true;
    this.#put({ isSent: true });
    try {
      const input = asInput(service, operation, parameters);
      return await callService(this.call.aws, service, operation, { parameters: input, principal });
    } catch (error) {
      if (wasSent && error instanceof AwsError && /Exist|InUse|Conflict|OwnedByYou/i.test(error.code)) return undefined;
      throw error;
    }
  }

  /** Whether a resource may be taken for our own: an earlier run of this step has asked for it. */
  get wasSent(): boolean {
    return this.#unfinished.isSent === true;
  }

  /** Asks again and again until there is something. */
  async until<Result>(
    ask: () => Promise<Result | undefined>,
    { everyMs = 50, timeoutMs = hourMs } = {},
  ): Promise<Result> {
    const { clock } = this.call;
    for (let waitMs = 5; ; waitMs = Math.min(waitMs * 2, everyMs)) {
      this.#refuseStopped();
      const result = await ask();
      if (result !== undefined) return result;
      if (this.#isHalted()) throw new PlainFailure("Resource creation cancelled");
      if (clock.now() - this.startedAt > timeoutMs) {
        throw new AwsError("NotStabilized", `Resource did not stabilize within ${timeoutMs / 1000} seconds`);
      }
      await sleep(clock, waitMs);
    }
  }

  #put(more: Partial<Unfinished>): void {
    this.#unfinished = { ...this.#unfinished, ...more };
    this.#save(this.#unfinished);
  }

  /** Nobody waits for what belongs to something that has failed already. */
  #isHalted(): boolean {
    const now = this.call.store.findStack(this.stack.id);
    // Its deletion was asked for before it was made.
    if (this.stack.status === "CREATE_IN_PROGRESS" && now !== undefined && now.status !== this.stack.status)
      return true;
    return now?.running?.isCancelled === true || now?.running?.hasFailed === true;
  }

  #refuseStopped(): void {
    if (this.call.store.isStopped) throw new StackStopped();
  }
}

const hourMs = 3_600_000;
