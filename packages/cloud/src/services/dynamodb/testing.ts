import { frozenClock, MovableClock, seededIds, silentLog } from "@millrace/core";
import type { Shape } from "@millrace/wire";
import { Credentials } from "../../kernel/credentials.ts";
import type { Access, Call, Operation } from "../../kernel/operation.ts";
import { plainOutput } from "../../kernel/plain-output.ts";
import { accountPrincipal } from "../../kernel/principal.ts";
import { Storage } from "../../kernel/store/storage.ts";
import { createTable } from "./operations/create-table.ts";
import type { Input } from "./shapes.ts";
import { DynamoDbStore } from "./store.ts";
import { Throughput } from "./throughput/throughput.ts";

const scope = { account: "000000000000", region: "eu-west-1" };

/** A store in memory and everything that a call is given, for tests of operations. */
export class Bench {
  readonly clock = new MovableClock(frozenClock(Date.UTC(2026, 10, 20)));
  readonly store: DynamoDbStore;
  readonly call: Call<DynamoDbStore>;
  readonly jobs: { readonly kind: string; readonly payload: unknown }[] = [];

  constructor(storage: Storage = Storage.open(":memory:", "none")) {
    const throughput = new Throughput(this.clock, { record: () => undefined }, false);
    this.store = new DynamoDbStore(storage.database("dynamodb"), scope, this.clock, throughput);
    this.call = {
      ...scope,
      store: this.store,
      clock: this.clock,
      ids: seededIds("dynamodb"),
      log: silentLog,
      principal: accountPrincipal(scope.account),
      requestId: "request",
      credentials: new Credentials(storage.database("kernel"), seededIds("credentials")),
      headers: {},
      method: undefined,
      aws: { call: () => Promise.reject(new Error("Cannot call other services: these tests have none")) },
      jobs: { add: (kind, payload) => void this.jobs.push({ kind, payload }) },
      authorize: () => undefined,
      metrics: { record: () => undefined },
      endpoint: "http://127.0.0.1:4566",
      signal: new AbortController().signal,
    };
  }

  run<S extends Shape>(operation: Operation<DynamoDbStore, S>, input: S["input"]): S["output"] {
    return plainOutput(this.send(operation, input)) as S["output"];
  }

  /** The same without reading what would be sent as it stands. */
  send<S extends Shape>(operation: Operation<DynamoDbStore, S>, input: S["input"]): unknown {
    const output = operation.run(this.call, input);
    if (output instanceof Promise) throw new Error("Cannot wait for an answer: expected it in the same turn");
    return output;
  }

  access<S extends Shape>(operation: Operation<DynamoDbStore, S>, input: S["input"]): Access | readonly Access[] {
    return operation.access(input, scope, this.store, this.call.principal);
  }

  /** A table `orders` with keys `pk` and `sk`, paid by the request. */
  withOrders(more: Partial<Input<"CreateTable">> = {}): this {
    this.run(createTable, { ...ordersTable, ...more });
    return this;
  }
}

export const ordersTable: Input<"CreateTable"> = {
  TableName: "orders",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
};

/** An index on `status` and `total`, and the definitions that it needs. */
export const statusIndex = (projection: "ALL" | "KEYS_ONLY" = "ALL"): Partial<Input<"CreateTable">> => ({
  AttributeDefinitions: [
    ...(ordersTable.AttributeDefinitions ?? []),
    { AttributeName: "status", AttributeType: "S" },
    { AttributeName: "total", AttributeType: "N" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-status",
      KeySchema: [
        { AttributeName: "status", KeyType: "HASH" },
        { AttributeName: "total", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: projection },
    },
  ],
});
