import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { PlainFailure } from "../engine/failure-reason.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import type { Made, ResourceType } from "./resource-type.ts";

const kinds = {
  ExcludeLowercase: "abcdefghijklmnopqrstuvwxyz",
  ExcludeUppercase: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  ExcludeNumbers: "0123456789",
  ExcludePunctuation: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
} as const;

const isOn = (value: Json | undefined): boolean => toText(value ?? "") === "true";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html */
function generatedSecret(work: Work, wanted: JsonObject): string {
  const { ids } = work.call;
  const excluded = new Set(toText(wanted["ExcludeCharacters"] ?? ""));
  const allowed = Object.entries(kinds)
    .filter(([name]) => !isOn(wanted[name]))
    .map(([, characters]) => [...characters].filter((character) => !excluded.has(character)).join(""));
  const sets = isOn(wanted["IncludeSpace"]) ? [...allowed, " "] : allowed;
  const length = Number(wanted["PasswordLength"] ?? 32);
  const each =
    toText(wanted["RequireEachIncludedType"] ?? "true") === "true" ? sets.map((set) => ids.text(1, set)) : [];
  const rest = ids.text(Math.max(0, length - each.length), sets.join(""));
  const password = shuffled([...each, ...rest], ids.bytes(length));
  const { SecretStringTemplate: template, GenerateStringKey: key } = wanted;
  if (template === undefined || key === undefined) return password;
  try {
    const value = JSON.parse(toText(template)) as Json;
    return JSON.stringify({ ...(isObject(value) ? value : {}), [toText(key)]: password });
  } catch {
    throw new PlainFailure("SecretStringTemplate is no JSON");
  }
}

const shuffled = (characters: readonly string[], chance: Uint8Array): string =>
  characters
    .map((character, index) => [chance[index] ?? 0, character] as const)
    .sort(([a], [b]) => a - b)
    .map(([, character]) => character)
    .join("");

/** A generated secret stays what it is until the way it is generated changes. */
function secretInput(facts: Facts, work: Work, isUpdate: boolean): JsonObject {
  const generate = facts["GenerateSecretString"];
  const target =
    facts["PhysicalId"] === undefined ? {} : { SecretId: facts["PhysicalId"], ForceDeleteWithoutRecovery: true };
  if (!isObject(generate) || facts["SecretString"] !== undefined || isUpdate) return target;
  return { ...target, SecretString: generatedSecret(work, generate) };
}

/** Where a secret is used: what a rotation or a client wants to know of the database. */
async function attach(work: Work, properties: JsonObject): Promise<Made> {
  const { SecretId = "", TargetId: target = "", TargetType: type = "" } = properties;
  const { SecretString: text = "{}" } = await work.aws("secretsmanager", "GetSecretValue", { SecretId });
  const database = await describeDatabase(work, toText(type), toText(target));
  const value = JSON.parse(toText(text)) as Json;
  const SecretString = JSON.stringify({ ...(isObject(value) ? value : {}), ...database });
  await work.aws("secretsmanager", "PutSecretValue", { SecretId, SecretString });
  return { id: toText(SecretId), attributes: { Id: SecretId } };
}

const attachment: ResourceType = {
  create: attach,
  update: (work, _, properties) => attach(work, properties),
  async delete() {
    // What was written into the secret stays, as on AWS.
  },
};

async function describeDatabase(work: Work, type: string, target: string): Promise<JsonObject> {
  const isCluster = type === "AWS::RDS::DBCluster";
  const operation = isCluster ? "DescribeDBClusters" : "DescribeDBInstances";
  const key = isCluster ? "DBClusterIdentifier" : "DBInstanceIdentifier";
  const answer = await work.aws("rds", operation, { [key]: target });
  const [found] = (answer[isCluster ? "DBClusters" : "DBInstances"] ?? []) as readonly Json[];
  if (!isObject(found)) return {};
  const endpoint = isObject(found["Endpoint"])
    ? found["Endpoint"]
    : { Address: found["Endpoint"] ?? "", Port: found["Port"] ?? 0 };
  return {
    engine: found["Engine"] ?? "",
    host: endpoint["Address"] ?? "",
    port: endpoint["Port"] ?? 0,
    dbname: found["DatabaseName"] ?? found["DBName"] ?? "",
    [isCluster ? "dbClusterIdentifier" : "dbInstanceIdentifier"]: target,
  };
}

export const secretsmanagerTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::SecretsManager::Secret": declared({
    service: "secretsmanager",
    create: "CreateSecret",
    update: "UpdateSecret",
    delete: "DeleteSecret",
    id: "ARN",
    name: { property: "Name", max: 512 },
    input: (facts, { work, isUpdate }) => secretInput(facts, work, isUpdate),
    attributes: { Id: "ARN" },
    resets: { Description: "" },
    tags: {
      style: "list",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ PhysicalId = "" }) => ({ SecretId: PhysicalId }),
      keys: "TagKeys",
    },
    async complete(work, facts, before) {
      if (before === undefined || !isObject(facts["GenerateSecretString"])) return;
      if (JSON.stringify(before["GenerateSecretString"]) === JSON.stringify(facts["GenerateSecretString"])) return;
      const SecretString = generatedSecret(work, facts["GenerateSecretString"]);
      await work.aws("secretsmanager", "PutSecretValue", { SecretId: facts["PhysicalId"] ?? "", SecretString });
    },
  }),

  "AWS::SecretsManager::SecretTargetAttachment": attachment,

  "AWS::SecretsManager::ResourcePolicy": declared({
    service: "secretsmanager",
    create: "PutResourcePolicy",
    update: "PutResourcePolicy",
    delete: "DeleteResourcePolicy",
    id: "SecretId",
    attributes: { Id: "SecretId" },
  }),

  "AWS::SecretsManager::RotationSchedule": declared({
    service: "secretsmanager",
    create: "RotateSecret",
    update: "RotateSecret",
    delete: "CancelRotateSecret",
    id: "SecretId",
    input: (facts) => ({ RotateImmediately: facts["RotateImmediatelyOnUpdate"] ?? true }),
    attributes: { Id: "SecretId" },
  }),
};
