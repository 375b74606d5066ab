import type { Call } from "../../../kernel/operation.ts";
import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import { placeOf } from "../engine/deployment.ts";
import { needsCapabilities, validation } from "../errors.ts";
import type { Deployed, Stack, Tag } from "../model.ts";
import type { StackStore } from "../store.ts";
import { type GivenParameter, type ParameterValue, parameterValues } from "../templates/parameter-values.ts";
import { parseTemplate } from "../templates/parse-template.ts";
import { type Prepared, prepare } from "../templates/prepare.ts";
import { readParameters } from "../templates/read-parameters.ts";
import { readTemplate } from "../templates/read-template.ts";
import { checkRules } from "../templates/rules.ts";
import type { Template } from "../templates/template.ts";
import { applyTransforms, hasTransforms } from "../transforms/apply-transforms.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { checkTemplate } from "./check-template.ts";
import { fetchText } from "./fetch-template.ts";
import { resolveSsmParameters } from "./ssm-parameters.ts";

/** What requests that deploy a template have in common. */
export interface DeployInput {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?: readonly GivenParameter[] | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly Tags?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;
  readonly NotificationARNs?: readonly string[] | undefined;
}

/** What a request wants to deploy, checked as far as AWS checks before it answers. */
export interface Wanted {
  readonly prepared: Prepared;
  readonly original: string;
  /** Undefined for a template without transforms. */
  readonly processed: JsonObject | undefined;
  readonly deployed: Omit<Deployed, "templateId">;
}

/** A template before its transforms, and the values of its parameters. */
export interface Written {
  readonly original: string;
  readonly body: JsonObject;
  readonly values: readonly ParameterValue[];
}

export async function readWritten(call: Call<StackStore>, stack: Stack, input: DeployInput): Promise<Written> {
  const original = await originalOf(call, stack, input);
  const body = parseTemplate(original);
  const parameters = readParameters(isObject(body["Parameters"]) ? body["Parameters"] : {});
  if (!hasTransforms(body)) readTemplate(body);
  const given = parameterValues({ parameters }, input.Parameters ?? [], stack.current.parameters);
  return { original, body, values: await resolveSsmParameters(call, { parameters }, given) };
}

/** Throws ValidationError and InsufficientCapabilitiesException. */
export async function readWanted(
  call: Call<StackStore>,
  stack: Stack,
  input: DeployInput,
  written: Written,
): Promise<Wanted> {
  const { original, body, values } = written;
  const notificationArns = input.NotificationARNs ?? stack.current.notificationArns;
  const place = placeOf(call, stack, notificationArns);
  const processed = hasTransforms(body) ? await applyTransforms(call, body, { place, values }) : undefined;
  const template = readTemplate(processed ?? body);
  const all = completed(template, values);
  const prepared = prepare(template, all, place);
  checkTemplate(prepared);
  checkRules(prepared);
  const capabilities = input.Capabilities ?? [];
  refuseMissingCapabilities(body, template, capabilities);
  const tags = input.Tags === undefined ? stack.current.tags : input.Tags.map(tagOf);
  return {
    prepared,
    original,
    processed,
    deployed: { description: template.description, parameters: all, tags, capabilities, notificationArns },
  };
}

export const deployedOf = (store: StackStore, { deployed, original, processed }: Wanted): Deployed => ({
  ...deployed,
  templateId: store.addTemplate(original, processed),
});

async function originalOf(call: Call<StackStore>, stack: Stack, input: DeployInput): Promise<string> {
  const given = await fetchText(call, { body: input.TemplateBody, url: input.TemplateURL, what: "template" });
  if (given !== undefined) return given;
  if (input.UsePreviousTemplate !== true || stack.current.templateId === "") {
    throw validation("Either Template URL or Template Body must be specified.");
  }
  return call.store.template(stack.current.templateId).original;
}

/** A transform may add parameters, which have defaults. */
function completed(template: Template, values: readonly ParameterValue[]): ParameterValue[] {
  const added = Object.entries(template.parameters).filter(([key]) => !values.some((value) => value.key === key));
  return [...values, ...added.map(([key, { Default: value = "" }]) => ({ key, value }))];
}

function refuseMissingCapabilities(body: JsonObject, template: Template, given: readonly string[]): void {
  const missing = capabilitiesOf(body, template).filter(
    (capability) =>
      !given.includes(capability) && !(capability === "CAPABILITY_IAM" && given.includes("CAPABILITY_NAMED_IAM")),
  );
  if (missing.length > 0) throw needsCapabilities(missing);
}

const tagOf = ({
  Key = "",
  Value = "",
}: {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}): Tag => ({
  Key,
  Value,
});
