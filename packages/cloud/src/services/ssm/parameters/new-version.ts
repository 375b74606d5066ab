import type { PutParameterRequest } from "@aws-sdk/client-ssm";
import { invalid, invalidPattern, patternMismatch, tooManyVersions } from "../errors.ts";
import { currentOf, type Parameter, type Version, versionsMax } from "../model.ts";
import { defaultKey } from "./secure-value.ts";

const standardBytesMax = 4096;
const advancedBytesMax = 8192;

/** What a request makes of a parameter, or AWS's refusal; its value is still to be sealed. */
export function newVersion(
  input: PutParameterRequest,
  before: Parameter | undefined,
  by: Pick<Version, "modifiedAt" | "modifiedBy">,
): Version {
  const last = before === undefined ? undefined : currentOf(before);
  const type = input.Type ?? last?.type;
  const { Value: value = "" } = input;
  if (type === undefined) throw invalid("A parameter type is required when you create a parameter.");
  if (value === "") throw invalid("The parameter value must not be empty.");
  const tier = tierOf(input, last, value);
  checkPattern(input.AllowedPattern, value);
  return {
    version: (last?.version ?? 0) + 1,
    type,
    value,
    keyId:
      type === "SecureString"
        ? (input.KeyId ?? (last?.type === type ? last.keyId : undefined) ?? defaultKey)
        : undefined,
    dataType: input.DataType ?? "text",
    description: input.Description ?? last?.description,
    allowedPattern: input.AllowedPattern,
    tier,
    labels: [],
    policies: input.Policies === undefined || input.Policies === "" ? undefined : input.Policies,
    ...by,
  };
}

function tierOf(
  { Tier: asked, Policies }: PutParameterRequest,
  last: Version | undefined,
  value: string,
): Version["tier"] {
  const needsAdvanced = Buffer.byteLength(value) > standardBytesMax || (Policies !== undefined && Policies !== "");
  if (asked === "Standard" && last?.tier === "Advanced") {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
    );
  }
  const isAdvanced =
    asked === "Advanced" || last?.tier === "Advanced" || (asked === "Intelligent-Tiering" && needsAdvanced);
  if (!isAdvanced && needsAdvanced) {
    throw invalid(
      Buffer.byteLength(value) > standardBytesMax
        ? "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
        : "Parameter policies are supported only by the advanced-parameter tier.",
    );
  }
  if (Buffer.byteLength(value) > advancedBytesMax) {
    throw invalid("Advanced tier parameters support a maximum parameter value of 8192 characters.");
  }
  return isAdvanced ? "Advanced" : "Standard";
}

function checkPattern(pattern: string | undefined, value: string): void {
  if (pattern === undefined || pattern === "") return;
  let test: RegExp;
  try {
    test = new RegExp(`^(?:${pattern})$`);
  } catch {
    throw invalidPattern(pattern);
  }
  if (!test.test(value)) throw patternMismatch(pattern);
}

/** The versions with one more; the oldest goes when they are too many, unless a label holds it. */
export function withVersion(before: Parameter | undefined, name: string, added: Version): Version[] {
  const versions = [...(before?.versions ?? []), added];
  const [oldest] = versions;
  if (versions.length <= versionsMax || oldest === undefined) return versions;
  if (oldest.labels.length > 0) throw tooManyVersions(name, oldest.version);
  return versions.slice(1);
}
