import { frozenClock, seededIds, silentLog, wallClock } from "@millrace/core";
import { openModels } from "@millrace/wire";
import { accountPrincipal } from "../kernel/principal.ts";
import type { Door, OperationRequest, RequestRecord } from "./door.ts";
import { createGateway, type Gateway } from "./gateway.ts";

/** A gateway before a door that keeps what it is asked, for the tests of this folder. */
export interface TestGateway {
  readonly endpoint: string;
  readonly port: number;
  readonly requests: readonly OperationRequest[];
  readonly records: readonly RequestRecord[];
  close(): Promise<void>;
}

export interface TestDoor extends Partial<Door> {
  /** The cloud's time; real time when left out. */
  readonly now?: number;
  readonly bodyBytesMax?: number;
}

export const testKeys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

const models = openModels();

export async function openTestGateway({ now, bodyBytesMax, ...door }: TestDoor): Promise<TestGateway> {
  const requests: OperationRequest[] = [];
  const records: RequestRecord[] = [];
  const gateway: Gateway = createGateway({
    door: {
      credential: (accessKeyId) =>
        accessKeyId === testKeys.accessKeyId
          ? { secretAccessKey: testKeys.secretAccessKey, principal: accountPrincipal("111111111111") }
          : undefined,
      record: (event) => records.push(event),
      ...door,
      run(request) {
        requests.push(request);
        return door.run?.(request) ?? {};
      },
    },
    models,
    clock: now === undefined ? wallClock : frozenClock(now),
    wall: wallClock,
    ids: seededIds("gateway"),
    log: silentLog,
    ...(bodyBytesMax === undefined ? {} : { bodyBytesMax }),
  });
  const { port } = await gateway.listen({ port: 0, host: "127.0.0.1" });
  return { endpoint: `http://127.0.0.1:${port}`, port, requests, records, close: () => gateway.close() };
}
