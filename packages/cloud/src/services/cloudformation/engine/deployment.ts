import type { Call } from "../../../kernel/operation.ts";
import { isObject, type Json } from "../../../sdk-calls/json.ts";
import { templateError, validation } from "../errors.ts";
import type { Deployed, Stack } from "../model.ts";
import { resourceSchema } from "../resources/schemas.ts";
import type { StackStore } from "../store.ts";
import type { Lookups } from "../templates/functions.ts";
import { parseTemplate } from "../templates/parse-template.ts";
import { type Prepared, prepare } from "../templates/prepare.ts";
import type { Place } from "../templates/pseudo-parameters.ts";
import { readTemplate } from "../templates/read-template.ts";
import type { Template } from "../templates/template.ts";

/** The template of something that is or is to be deployed, after its transforms. */
export function templateOf(store: StackStore, { templateId }: Pick<Deployed, "templateId">): Template {
  const { original, processed } = store.template(templateId);
  return readTemplate(processed ?? parseTemplate(original));
}

export const placeOf = (
  { account, region }: Pick<Call<StackStore>, "account" | "region">,
  stack: Pick<Stack, "id" | "name">,
  notificationArns: readonly string[],
): Place => ({ account, region, stackName: stack.name, stackId: stack.id, notificationArns });

/** A template with its parameters, ready to be evaluated. Throws ValidationError. */
export const deploymentOf = (call: Call<StackStore>, stack: Stack, deployed: Deployed): Prepared =>
  prepare(templateOf(call.store, deployed), deployed.parameters, placeOf(call, stack, deployed.notificationArns));

/** What functions find in a stack: the resources that it has now, and what other stacks export. */
export const liveLookups = (call: Call<StackStore>, stack: Stack, prepared: Prepared): Lookups =>
  prepared.lookups({
    ref: (logicalId) => stateOf(call.store, stack, logicalId).physicalId,
    attribute: (logicalId, attribute) => attributeOfState(stateOf(call.store, stack, logicalId), logicalId, attribute),
    importValue: (name) => importedValue(call.store, name),
  });

function stateOf(store: StackStore, stack: Stack, logicalId: string) {
  const state = store.resource(stack.id, logicalId)?.state;
  if (state === undefined) throw validation(`Resource ${logicalId} has not been created`);
  return state;
}

interface Attributed {
  readonly type: string;
  readonly attributes: { readonly [name: string]: Json };
  readonly properties: { readonly [name: string]: Json };
}

/** An attribute may lie inside another, and may be one of the properties. Throws ValidationError. */
function attributeOfState({ type, attributes, properties }: Attributed, logicalId: string, name: string): Json {
  const found = attributes[name] ?? nested(attributes, name) ?? nested(properties, name);
  if (found !== undefined) return found;
  const isKnown = resourceSchema(type)?.attributes.includes(name) === true;
  if (isKnown) return "";
  throw templateError(`resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
}

const nested = (values: { readonly [name: string]: Json }, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((value, part) => (isObject(value) ? value[part] : undefined), values);

/** Throws ValidationError for a name that nobody exports. */
export function importedValue(store: StackStore, name: string): string {
  const found = findExport(store, name);
  if (found === undefined) throw validation(`No export named ${name} found.`);
  return found.value;
}

export function findExport(store: StackStore, name: string) {
  for (const stack of store.stacks()) {
    if (stack.status === "DELETE_COMPLETE") continue;
    const output = stack.outputs.find(({ exportName }) => exportName === name);
    if (output !== undefined) return { stack, value: output.value };
  }
  return undefined;
}
