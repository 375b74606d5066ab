import { AwsError, type Shape } from "@millrace/wire";
import { newDataKey, openDataKey } from "../../../data-keys/data-keys.ts";
import type { Call, Operation, Scope } from "../../../kernel/operation.ts";
import { keyRefused, keyUnusable } from "../errors.ts";
import type { Encryption, TableDefinition } from "../model.ts";
import type { DynamoDbStore } from "../store.ts";

const service = "dynamodb";
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html: asked again after that */
const openForMs = 5 * 60_000;

/**
 * The definition with the key that KMS has for it, which the caller must be allowed to use and to lend to DynamoDB.
 * DynamoDB's own key asks for no right. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export async function underKey(call: Call<DynamoDbStore>, definition: TableDefinition): Promise<TableDefinition> {
  const { encryption, name } = definition;
  if (encryption === undefined) return definition;
  try {
    const dataKey = await newDataKey({ call, service }, encryption.keyArn, contextOf(name, call));
    const { keyArn } = dataKey;
    if (isServiceKey(encryption)) return { ...definition, encryption: { ...encryption, keyArn } };
    await checkLending(call, keyArn);
    return { ...definition, encryption: { ...encryption, keyArn, dataKey: { ...dataKey, tableName: name } } };
  } catch (error) {
    throw error instanceof AwsError ? keyUnusable(error) : error;
  }
}

const isServiceKey = ({ keyArn }: Encryption): boolean => keyArn.endsWith(":alias/aws/dynamodb");

/** DynamoDB works for the table when nobody calls: it is given a grant. Here nothing is done with it but to ask for the right. */
async function checkLending({ aws, principal, region }: Call<DynamoDbStore>, KeyId: string): Promise<void> {
  const grant = { KeyId, GranteePrincipal: `dynamodb.${region}.amazonaws.com`, Operations: ["Decrypt" as const] };
  await aws.call("kms", "CreateGrant", { ...grant, DryRun: true }, { principal, via: service }).catch((error) => {
    if (!(error instanceof AwsError && error.code === "DryRunOperationException")) throw error;
  });
}

/** What touches items runs once the keys of all of its tables have opened for the caller. Most tables ask no key. */
export const underTableKeys = <S extends Shape>(
  operation: Operation<DynamoDbStore, S>,
): Operation<DynamoDbStore, S> => ({
  access: operation.access,

  run(call, input) {
    if (!call.store.hasTableKeys) return operation.run(call, input);
    // Whatever an operation asks for its rights is what it touches.
    const accesses = [operation.access(input, call, call.store, call.principal)].flat();
    const closed = closedKeys(call, new Set(accesses.map(({ resource }) => resource.replace(/\/index\/.*$/, ""))));
    if (closed.length === 0) return operation.run(call, input);
    return Promise.all(closed.map((key) => open(call, key))).then(() => operation.run(call, input));
  },
});

type TableKey = NonNullable<Encryption["dataKey"]>;

function closedKeys({ store, principal, clock }: Call<DynamoDbStore>, tableArns: Set<string>): TableKey[] {
  const keys = [...tableArns].map((arn) => store.findTable(arn)?.definition.encryption?.dataKey);
  const isClosed = (key: TableKey | undefined): key is TableKey =>
    key !== undefined && store.openedKeys.find(principal, key.sealed, clock.now()) === undefined;
  return keys.filter(isClosed);
}

async function open(call: Call<DynamoDbStore>, key: TableKey): Promise<void> {
  await openDataKey({ call, service }, key, contextOf(key.tableName, call)).catch((error: unknown) => {
    throw error instanceof AwsError ? keyRefused(error) : error;
  });
  const { store, principal, clock } = call;
  store.openedKeys.remember(principal, key.sealed, { value: true, until: clock.now() + openForMs });
}

const contextOf = (tableName: string, { account }: Scope) => ({
  "aws:dynamodb:tableName": tableName,
  "aws:dynamodb:subscriberId": account,
});
