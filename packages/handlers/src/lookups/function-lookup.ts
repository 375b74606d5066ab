import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { FunctionLookup } from "@millrace/pipeline";

/** What a function answers for some keys, in their order. */
export async function askFunction(
  lambda: LambdaClient,
  { name }: FunctionLookup,
  keys: readonly string[],
): Promise<readonly unknown[]> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify({ keys })) }),
  );
  if (FunctionError !== undefined) throw new Error(`function "${name}" failed: ${FunctionError}`);
  const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString("utf8") || "null");
  const values: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, "values") : undefined;
  if (!Array.isArray(values) || values.length !== keys.length) {
    throw new Error(`function "${name}" answered something else than a value for each key`);
  }
  return values.map((value: unknown) => value ?? undefined);
}
