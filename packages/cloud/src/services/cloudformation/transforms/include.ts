import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { isObject, type Json } from "../../../sdk-calls/json.ts";
import { validation } from "../errors.ts";
import { placeOfObject, readObject } from "../requests/fetch-template.ts";
import type { StackStore } from "../store.ts";
import { parameterDataByName } from "../templates/parameter-values.ts";
import { parseTemplate } from "../templates/parse-template.ts";
import { toText } from "../templates/text.ts";
import type { TransformContext, Use } from "./transform.ts";

/**
 * A piece of a template that is kept in S3, with the members that stand beside it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-include.html
 */
export async function include(
  call: Call<StackStore>,
  { parameters, fragment }: Use,
  { values }: TransformContext,
): Promise<Json> {
  const { Location: written = "" } = parameters;
  const name = isObject(written) ? written["Ref"] : undefined;
  const location = typeof name === "string" ? parameterDataByName(values, name) : toText(written);
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
  const place = bucket !== undefined && key !== undefined ? { bucket, key } : placeOfObject(location, call.endpoint);
  try {
    const piece = parseTemplate(await readObject(call, place));
    return { ...fragment, ...piece };
  } catch (error) {
    if (error instanceof AwsError && /bucket does not exist/.test(error.message)) {
      throw validation(`S3 bucket [${place.bucket}] does not exist.`);
    }
    throw error;
  }
}
