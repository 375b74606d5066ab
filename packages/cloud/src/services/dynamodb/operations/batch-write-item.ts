import type { AwsError } from "@millrace/wire";
import type { Operation } from "../../../kernel/operation.ts";
import { itemAccess } from "../access.ts";
import { Consumption, wantsCapacity } from "../capacity.ts";
import { itemCollectionMetrics } from "../collection-metrics.ts";
import { itemTooLarge, validation } from "../errors.ts";
import { refuseIndexKeysOfItem } from "../indexes/index-entry.ts";
import { keyOfItem, keyOfKey } from "../keys/item-key.ts";
import { batchWriteRequestsMax, itemBytesMax } from "../limits.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import type { OpenTable } from "../tables/table.ts";
import type { Item } from "../values/attribute-value.ts";
import { checkedItem } from "../values/check.ts";
import { StoredItem } from "../values/stored-item.ts";

type WriteRequest = Input<"BatchWriteItem">["RequestItems"][string][number];

interface Write {
  readonly request: WriteRequest;
  readonly key: Buffer;
  /** Holds at least the key attributes. */
  readonly named: Item;
  /** Undefined deletes. */
  readonly after: StoredItem | undefined;
}

interface TableWrites {
  readonly name: string;
  readonly table: OpenTable;
  readonly writes: readonly Write[];
}

/**
 * Puts and deletes up to 25 items of any tables. All of it is checked before any of it is done.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const batchWriteItem: Operation<DynamoDbStore, Shapes["BatchWriteItem"]> = {
  access: (input, scope, store) =>
    Object.entries(input.RequestItems).map(([table, requests]) =>
      itemAccess("BatchWriteItem", { table, scope, store }, () => ({
        ReturnConsumedCapacity: input.ReturnConsumedCapacity,
        keys: requests.map((request) => request.PutRequest?.Item ?? request.DeleteRequest?.Key ?? {}),
      })),
    ),

  run({ store }, input) {
    const tables = checkedWrites(store, input);

    const done = tables.map((table) => ({ name: table.name, ...writeAll(store, table) }));
    const refused = done.flatMap(({ throttled }) => throttled);
    const [first] = refused;
    if (first !== undefined && refused.length === tables.reduce((sum, { writes }) => sum + writes.length, 0)) {
      throw first.error;
    }

    const { ReturnConsumedCapacity: mode } = input;
    return {
      UnprocessedItems: Object.fromEntries(
        done
          .filter(({ throttled }) => throttled.length > 0)
          .map(({ name, throttled }) => [name, throttled.map(({ request }) => request)]),
      ),
      ...(input.ReturnItemCollectionMetrics === "SIZE" && { ItemCollectionMetrics: metricsOf(tables) }),
      ...(wantsCapacity(mode) && {
        ConsumedCapacity: done.map(({ name, consumption }) => consumption.output(name, mode)),
      }),
    };
  },
};

function checkedWrites(store: DynamoDbStore, input: Input<"BatchWriteItem">): readonly TableWrites[] {
  const entries = Object.entries(input.RequestItems);
  const count = entries.reduce((sum, [, requests]) => sum + requests.length, 0);
  if (count > batchWriteRequestsMax) throw validation("Too many items requested for the BatchWriteItem call");
  for (const [, requests] of entries) requests.forEach(refuseUnlessOneKind);
  const items = entries.map(([, requests]) =>
    requests.map(({ PutRequest }) => PutRequest && checkedItem(PutRequest.Item)),
  );
  return entries.map(([name, requests], at) => {
    const table = store.table(name);
    const writes = requests.map((request, index) => checkedWrite(table, request, items[at]?.[index]));
    if (new Set(writes.map(({ key }) => key.toString("latin1"))).size < writes.length) {
      throw validation("Provided list of item keys contains duplicates");
    }
    return { name, table, writes };
  });
}

function refuseUnlessOneKind({ PutRequest, DeleteRequest }: WriteRequest): void {
  if ((PutRequest === undefined) !== (DeleteRequest === undefined)) return;
  throw validation(
    PutRequest === undefined
      ? "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
      : "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
  );
}

function checkedWrite(table: OpenTable, request: WriteRequest, item: Item | undefined): Write {
  const { keySchema } = table.definition;
  if (item === undefined) {
    const named = request.DeleteRequest?.Key ?? {};
    return { request, key: keyOfKey(keySchema, named), named, after: undefined };
  }
  // In a batch, AWS refuses an item without its key in the words of a key.
  const names = [keySchema.hash.name, ...(keySchema.range === undefined ? [] : [keySchema.range.name])];
  if (!names.every((name) => Object.hasOwn(item, name))) {
    throw validation("The provided key element does not match the schema");
  }
  const key = keyOfItem(keySchema, item);
  refuseIndexKeysOfItem(table.definition, item);
  const after = StoredItem.of(item);
  if (after.bytes > itemBytesMax) throw itemTooLarge();
  return { request, key, named: item, after };
}

/** What there is no throughput for is left over. */
function writeAll(store: DynamoDbStore, { table, writes }: TableWrites) {
  const consumption = new Consumption();
  const throttled: { readonly request: WriteRequest; readonly error: AwsError }[] = [];
  for (const { request, key, after } of writes) {
    const before = table.read(key);
    const error = store.throughput.throttling(() => store.throughput.refuseWrite(table, before, after));
    if (error !== undefined) {
      throttled.push({ request, error });
      continue;
    }
    const changes = store.write(table, key, before, after);
    const bytes = Math.max(before?.bytes ?? 0, after?.bytes ?? 0);
    store.throughput.wrote(table, bytes, changes);
    consumption.addWrite(bytes, changes);
  }
  return { consumption, throttled };
}

function metricsOf(tables: readonly TableWrites[]) {
  const perTable = tables.map(({ name, table, writes }) => {
    const metrics = writes.flatMap(({ named }) => itemCollectionMetrics(table, named) ?? []);
    const unique = new Map(metrics.map((each) => [JSON.stringify(each.ItemCollectionKey), each]));
    return [name, [...unique.values()]] as const;
  });
  return Object.fromEntries(perTable.filter(([, metrics]) => metrics.length > 0));
}
