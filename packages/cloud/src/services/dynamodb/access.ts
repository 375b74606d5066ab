import type { Access, Scope } from "../../kernel/operation.ts";
import { indexArn, tableArn } from "./model.ts";
import type { DynamoDbStore } from "./store.ts";
import { type Item, scalarOf } from "./values/attribute-value.ts";

/** What IAM may ask about a request besides its action and resource. Worked out only when a policy asks. */
export interface AccessDetails {
  /** Items or keys that the request names; the partition key of each is a leading key. */
  readonly keys?: readonly Item[];
  /** Top-level attributes that the request names. */
  readonly attributes?: readonly string[];
  readonly ReturnValues?: string | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
  readonly Select?: string | undefined;
  readonly enclosingOperation?: string;
}

export const arnOfTable = (nameOrArn: string, scope: Scope): string =>
  nameOrArn.startsWith("arn:") ? nameOrArn : tableArn(scope.region, scope.account, nameOrArn);

export const tableAccess =
  (action: string) =>
  (input: { readonly TableName: string }, scope: Scope): Access => ({
    action: `dynamodb:${action}`,
    resource: arnOfTable(input.TableName, scope),
  });

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
export function itemAccess(
  action: string,
  at: {
    readonly table: string;
    readonly index?: string | undefined;
    readonly scope: Scope;
    readonly store: DynamoDbStore;
  },
  details: () => AccessDetails,
): Access {
  const arn = arnOfTable(at.table, at.scope);
  const resource = at.index === undefined ? arn : indexArn(arn, at.index);
  return new ItemAccess(`dynamodb:${action}`, resource, () => contextOf(at.store, at.table, at.index, details()));
}

/** A class, because one is made for every request and a literal with a getter would get a hidden class of its own. */
class ItemAccess implements Access {
  readonly action: string;
  readonly resource: string;
  readonly #context: () => Record<string, string | readonly string[]>;

  constructor(action: string, resource: string, context: () => Record<string, string | readonly string[]>) {
    this.action = action;
    this.resource = resource;
    this.#context = context;
  }

  get context(): Record<string, string | readonly string[]> {
    return this.#context();
  }
}

function contextOf(
  store: DynamoDbStore,
  tableName: string,
  indexName: string | undefined,
  details: AccessDetails,
): Record<string, string | readonly string[]> {
  const table = store.findTable(tableName)?.definition;
  const index = table?.indexes.find(({ name }) => name === indexName);
  const hash = (index ?? table)?.keySchema.hash.name;
  const keys = details.keys ?? [];
  const leading = hash === undefined ? [] : keys.flatMap((key) => (key[hash] ? (scalarOf(key[hash]) ?? []) : []));
  const attributes = new Set([...keys.flatMap((key) => Object.keys(key)), ...(details.attributes ?? [])]);
  return {
    ...(leading.length > 0 && { "dynamodb:LeadingKeys": [...new Set(leading)] }),
    ...(attributes.size > 0 && { "dynamodb:Attributes": [...attributes] }),
    ...(details.ReturnValues !== undefined && { "dynamodb:ReturnValues": details.ReturnValues }),
    ...(details.ReturnConsumedCapacity !== undefined && {
      "dynamodb:ReturnConsumedCapacity": details.ReturnConsumedCapacity,
    }),
    ...(details.Select !== undefined && { "dynamodb:Select": details.Select }),
    ...(details.enclosingOperation !== undefined && { "dynamodb:EnclosingOperation": details.enclosingOperation }),
  };
}
