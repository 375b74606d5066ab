import { AwsError } from "@millrace/wire";
import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { toText } from "../templates/text.ts";
import { PlainFailure } from "./failure-reason.ts";

type CallAws = (service: string, operation: string, parameters: JsonObject) => Promise<JsonObject>;

const pattern = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]+)\}\}/g;

/**
 * A value with what Parameter Store and Secrets Manager keep in place of its dynamic references.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export async function resolveReferences(value: Json, aws: CallAws): Promise<Json> {
  if (typeof value === "string") return value.includes("{{resolve:") ? await resolveText(value, aws) : value;
  if (isArray(value)) return await Promise.all(value.map((item) => resolveReferences(item, aws)));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(async ([name, member]) => [name, await resolveReferences(member, aws)]);
  return Object.fromEntries(await Promise.all(entries)) as JsonObject;
}

async function resolveText(text: string, aws: CallAws): Promise<string> {
  let resolved = text;
  for (const [whole, service = "", reference = ""] of text.matchAll(pattern)) {
    const value = service === "secretsmanager" ? await secret(reference, aws) : await parameter(reference, aws);
    resolved = resolved.replace(whole, () => value);
  }
  return resolved;
}

async function parameter(reference: string, aws: CallAws): Promise<string> {
  try {
    const { Parameter: found } = await aws("ssm", "GetParameter", { Name: reference, WithDecryption: true });
    return toText(isObject(found) ? (found["Value"] ?? "") : "");
  } catch (error) {
    if (error instanceof AwsError && error.code === "ParameterNotFound") {
      throw new PlainFailure(`Parameters: [ssm:${reference}] cannot be found.`);
    }
    throw error;
  }
}

/** `secret-id:SecretString:json-key:version-stage:version-id`, of which only the first is needed; the id may be an ARN. */
async function secret(reference: string, aws: CallAws): Promise<string> {
  const parts = reference.split(":");
  const idParts = reference.startsWith("arn:") ? 7 : 1;
  const SecretId = parts.slice(0, idParts).join(":");
  const [, key = "", stage = "", version = ""] = parts.slice(idParts);
  const found = await aws("secretsmanager", "GetSecretValue", {
    SecretId,
    ...(stage === "" ? {} : { VersionStage: stage }),
    ...(version === "" ? {} : { VersionId: version }),
  });
  const text = toText(found["SecretString"] ?? "");
  if (key === "") return text;
  const value = readJson(text);
  const member = isObject(value) ? value[key] : undefined;
  if (member === undefined) throw new PlainFailure(`Could not find a value associated with JSONKey in SecretString`);
  return toText(member);
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new PlainFailure("Could not parse SecretString JSON");
  }
}
