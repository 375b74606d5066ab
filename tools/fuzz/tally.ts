import { explained } from "./differences.ts";

export interface Outcome {
  readonly client: "js" | "botocore";
  readonly service: string;
  readonly protocol: string;
  readonly operation: string;
  readonly failure: string | undefined;
}

/** Counts calls, and tells the differences that have a reason from those that have none. */
export class Tally {
  readonly #outcomes: Outcome[] = [];

  add(outcome: Outcome): void {
    this.#outcomes.push(outcome);
  }

  report(client: string, service: string, protocol: string): void {
    const own = this.#outcomes.filter(
      (one) => one.client === client && one.service === service && one.protocol === protocol,
    );
    const failed = own.filter((one) => one.failure !== undefined).length;
    console.log(
      `${client.padEnd(9)} ${service.padEnd(24)} ${protocol.padEnd(11)} ${own.length} calls, ${failed} different`,
    );
  }

  /** Prints what differs and answers whether everything that does is explained. */
  summary(): boolean {
    const byName = new Map<string, Outcome>();
    for (const one of this.#outcomes)
      if (one.failure !== undefined) byName.set(`${one.client} ${one.service}.${one.operation} ${one.protocol}`, one);
    let unexplained = 0;
    for (const [name, one] of byName) {
      const operation = `${one.service}.${one.operation}`;
      const reason = explained[operation] ?? explained[`${one.client} ${operation}`];
      if (reason === undefined) unexplained++;
      console.log(`${reason === undefined ? "DIFFERENT" : "explained"} ${name}: ${reason ?? one.failure}`);
    }
    const equal = this.#outcomes.filter((one) => one.failure === undefined).length;
    console.log(
      `${this.#outcomes.length} calls, ${equal} equal, ${byName.size - unexplained} operations explained, ${unexplained} unexplained`,
    );
    return unexplained === 0;
  }
}
