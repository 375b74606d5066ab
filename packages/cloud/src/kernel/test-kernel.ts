import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { frozenClock, seededIds, silentLog } from "@millrace/core";
import { defaultAccount } from "./credentials.ts";
import { Kernel } from "./kernel.ts";
import { plainOutput } from "./plain-output.ts";
import { accountPrincipal, type Principal } from "./principal.ts";
import type { AnyService } from "./service.ts";
import type { ServiceShapes } from "./service-shapes.ts";
import { Storage } from "./store/storage.ts";

export interface TestKernel {
  readonly kernel: Kernel;
  /** Calls an operation as the account's administrator, or as somebody else, through everything but the wire. */
  call<Name extends keyof ServiceShapes, Operation extends keyof ServiceShapes[Name] & string>(
    service: Name,
    operation: Operation,
    input: InputOf<ServiceShapes[Name][Operation]>,
    principal?: Principal,
  ): Promise<OutputOf<ServiceShapes[Name][Operation]>>;
  /** Lets everything run that is ready, queued work included. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

type InputOf<Shape> = Shape extends { readonly input: infer Input } ? Input : never;
type OutputOf<Shape> = Shape extends { readonly output: infer Output } ? Output : never;

/** A kernel in memory whose time stands still, for the tests of services. It starts on 2026-01-01. */
export function testKernel(services: readonly AnyService[]): TestKernel {
  const folder = mkdtempSync(join(tmpdir(), "millrace-test-"));
  const kernel = new Kernel({
    services,
    storage: Storage.open(":memory:", "none"),
    folder,
    durability: "none",
    wall: frozenClock(Date.UTC(2026, 0, 1)),
    ids: seededIds("test"),
    log: silentLog,
    endpoint: () => "http://127.0.0.1:4566",
    programPath: process.env["PATH"] ?? "",
  });
  const call = async (
    service: string,
    operation: string,
    input: unknown,
    principal = accountPrincipal(defaultAccount),
  ) =>
    plainOutput(
      await kernel.run({
        service,
        operation,
        input,
        principal,
        account: principal.account,
        region: "eu-west-1",
        requestId: "00000000-0000-4000-8000-000000000000",
        signal: new AbortController().signal,
        endpoint: "http://127.0.0.1:4566",
      }),
    );
  return {
    kernel,
    call: call as TestKernel["call"],
    async settle() {
      for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
    },
    async stop() {
      await kernel.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
