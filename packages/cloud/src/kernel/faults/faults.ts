import type { Clock, Ids } from "@millrace/core";
import { matchesWildcard } from "../iam/match.ts";
import type { KernelRequest } from "../kernel-request.ts";
import type { Access } from "../operation.ts";
import type { Collection } from "../store/collection.ts";
import { errorOf, type Fault } from "./fault.ts";

/** Requests that fail on purpose, so that pipelines can be tried against a service that is slow, busy or broken. Kept over restarts. */
export class Faults {
  readonly #kept: Collection<Fault>;
  readonly #clock: Clock;
  readonly #ids: Ids;
  #all: readonly Fault[];

  constructor(kept: Collection<Fault>, clock: Clock, ids: Ids) {
    this.#kept = kept;
    this.#clock = clock;
    this.#ids = ids;
    this.#all = [...kept.list()];
  }

  /** Those that still strike. */
  list(): readonly Fault[] {
    for (const { id } of this.#all.filter((fault) => this.#isOver(fault))) this.remove(id);
    return this.#all;
  }

  add(fault: Omit<Fault, "id">): Fault {
    const added = { ...fault, id: this.#ids.text(idLength) };
    this.#put(added);
    return added;
  }

  /** Answers whether there was such a fault. */
  remove(id: string): boolean {
    this.#all = this.#all.filter((fault) => fault.id !== id);
    return this.#kept.delete(id);
  }

  clear(): void {
    this.#all = [];
    this.#kept.clear();
  }

  /** Runs what a request asks for, unless a fault strikes it first. Throws AwsError. */
  run(request: KernelRequest, accesses: readonly Access[], run: () => unknown): unknown {
    const fault = this.#all.length === 0 ? undefined : this.#striking(request, accesses);
    if (fault === undefined) return run();
    const { effect } = fault;
    if (effect.kind === "delay") return this.#later(effect.ms, run);
    if (effect.kind === "lose") return afterwards(run, () => errorOf(fault));
    throw errorOf(fault);
  }

  #striking(request: KernelRequest, accesses: readonly Access[]): Fault | undefined {
    const fault = this.#all.find(
      (one) =>
        fits(one, request, accesses) && !this.#isOver(one) && this.#ids.bytes(1).readUInt8() * 100 < one.percent * 256,
    );
    if (fault?.times !== undefined) this.#put({ ...fault, times: fault.times - 1 });
    return fault;
  }

  #put(fault: Fault): void {
    this.#kept.put(fault.id, fault);
    this.#all = [...this.#all.filter(({ id }) => id !== fault.id), fault];
  }

  #isOver({ times, until }: Fault): boolean {
    return times === 0 || (until !== undefined && until <= this.#clock.now());
  }

  #later(ms: number, run: () => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#clock.after(ms, () => {
        try {
          resolve(run());
        } catch (error) {
          reject(error);
        }
      });
    });
  }
}

const idLength = 6;

function fits({ service, operation, resource }: Fault, request: KernelRequest, accesses: readonly Access[]): boolean {
  return (
    service === request.service &&
    (operation === undefined || operation === request.operation) &&
    (resource === undefined || accesses.some((access) => matchesWildcard(resource, access.resource)))
  );
}

async function afterwards(run: () => unknown, error: () => Error): Promise<never> {
  await run();
  throw error();
}
