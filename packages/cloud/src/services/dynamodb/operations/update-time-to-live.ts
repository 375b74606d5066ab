import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { startBackfill } from "../workers.ts";

/**
 * Names the attribute whose time ends an item's life, or stops that.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 */
export const updateTimeToLive: Operation<DynamoDbStore, Shapes["UpdateTimeToLive"]> = {
  access: tableAccess("UpdateTimeToLive"),

  run({ store, jobs }, input) {
    const { Enabled, AttributeName } = input.TimeToLiveSpecification;
    const table = store.findTable(input.TableName);
    if (table === undefined) throw tableNotFound(input.TableName);
    const current = table.definition.ttlAttribute;
    if (current === undefined && !Enabled) throw validation("TimeToLive is already disabled");
    if (current !== undefined && current !== AttributeName) {
      throw validation(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
    }
    if (current !== undefined && Enabled) throw validation("TimeToLive is already enabled");

    const { ttlAttribute: _, ...rest } = table.definition;
    table.expiry.drop();
    store.saveTable(Enabled ? { ...rest, ttlAttribute: AttributeName } : rest);
    if (Enabled) startBackfill(store, jobs, rest.name);

    return { TimeToLiveSpecification: input.TimeToLiveSpecification };
  },
};
