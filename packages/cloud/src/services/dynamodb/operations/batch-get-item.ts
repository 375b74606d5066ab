import type { AwsError } from "@millrace/wire";
import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { type ConsumedCapacity, Consumption, readUnits, wantsCapacity } from "../capacity.ts";
import { validation } from "../errors.ts";
import { mentionedAttributes } from "../expressions/mentioned.ts";
import { refuseMixture } from "../expressions/parameters.ts";
import { Placeholders } from "../expressions/placeholders.ts";
import type { Projection } from "../expressions/projection.ts";
import { keyOfKey } from "../keys/item-key.ts";
import { refuseOpenedKeys } from "../keys/opened-keys.ts";
import { batchGetBytesMax, batchGetKeysMax } from "../limits.ts";
import { wantedProjection } from "../reading/projection-parameters.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import type { OpenTable } from "../tables/table.ts";
import type { Item } from "../values/attribute-value.ts";

type KeysAndAttributes = Input<"BatchGetItem">["RequestItems"][string];

interface TableRequest {
  readonly name: string;
  readonly request: KeysAndAttributes;
  readonly table: OpenTable;
  readonly projection: Projection | undefined;
  readonly keys: readonly Buffer[];
}

const parameters = { expressions: ["ProjectionExpression"], withValues: [], legacy: ["AttributesToGet"] };

/**
 * Reads up to 100 items of any tables. What passes 16 MB comes back as not processed.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export const batchGetItem: Operation<DynamoDbStore, Shapes["BatchGetItem"]> = {
  access: (input, scope, store) =>
    Object.entries(input.RequestItems).map(([table, request]) =>
      itemAccess("BatchGetItem", { table, scope, store }, () => ({
        ReturnConsumedCapacity: input.ReturnConsumedCapacity,
        keys: request.Keys,
        attributes: mentionedAttributes(request),
      })),
    ),

  run({ store }, input) {
    const requests = checkedRequests(store, input);

    const responses: Record<string, Item[]> = {};
    const unprocessed: Record<string, KeysAndAttributes> = {};
    const consumed: ConsumedCapacity[] = [];
    let bytesLeft = batchGetBytesMax;
    let throttling: AwsError | undefined;
    for (const request of requests) {
      const read = readKeys(store, request, bytesLeft);
      throttling ??= read.throttling;
      bytesLeft -= read.bytes;
      responses[request.name] = read.items;
      if (read.unprocessed.length > 0) unprocessed[request.name] = { ...request.request, Keys: read.unprocessed };
      if (wantsCapacity(input.ReturnConsumedCapacity)) {
        consumed.push(read.consumption.output(request.name, input.ReturnConsumedCapacity));
      }
    }
    const isAnyRead = requests.some(({ name, keys }) => (unprocessed[name]?.Keys.length ?? 0) < keys.length);
    if (throttling !== undefined && !isAnyRead) throw throttling;

    return {
      Responses: responses,
      UnprocessedKeys: unprocessed,
      ...(wantsCapacity(input.ReturnConsumedCapacity) && { ConsumedCapacity: consumed }),
    };
  },
};

function checkedRequests(store: DynamoDbStore, input: Input<"BatchGetItem">): readonly TableRequest[] {
  const entries = Object.entries(input.RequestItems);
  const count = entries.reduce((sum, [, { Keys }]) => sum + Keys.length, 0);
  if (count > batchGetKeysMax) throw validation("Too many items requested for the BatchGetItem call");
  const bound = entries.map(([name, request]) => {
    refuseMixture(request, parameters);
    const placeholders = new Placeholders(request);
    const projection = wantedProjection(request, placeholders);
    placeholders.refuseUnused();
    return { name, request, projection };
  });
  return bound.map((entry) => {
    const table = store.table(entry.name);
    refuseOpenedKeys(table.definition, entry.projection);
    const keys = entry.request.Keys.map((key) => keyOfKey(table.definition.keySchema, key));
    if (new Set(keys.map((key) => key.toString("latin1"))).size < keys.length) {
      throw validation("Provided list of item keys contains duplicates");
    }
    return { ...entry, table, keys };
  });
}

function readKeys({ throughput }: DynamoDbStore, { request, table, projection, keys }: TableRequest, bytesMax: number) {
  const consumption = new Consumption();
  const items: Item[] = [];
  const unprocessed: Item[] = [];
  let bytes = 0;
  let throttling: AwsError | undefined;
  for (const [at, key] of keys.entries()) {
    throttling ??= throughput.throttling(() => throughput.refuseRead(table));
    const found = throttling === undefined ? table.read(key) : undefined;
    const size = found?.bytes ?? 0;
    if (throttling !== undefined || bytes + size > bytesMax) {
      unprocessed.push(request.Keys[at] ?? {});
      continue;
    }
    bytes += size;
    const units = readUnits(size, request.ConsistentRead);
    throughput.read(table, undefined, units);
    consumption.addTable(units);
    if (found !== undefined) items.push(projection === undefined ? found.item : projection.apply(found.item));
  }
  return { consumption, items, unprocessed, bytes, throttling };
}
