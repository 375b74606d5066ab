import { isDeepStrictEqual } from "node:util";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { ResourceState, Stack } from "../model.ts";
import { resourceType } from "../resources/resource-types.ts";
import type { StackStore } from "../store.ts";
import { evaluate } from "../templates/functions.ts";
import type { Prepared } from "../templates/prepare.ts";
import type { ResourceDeclaration } from "../templates/template.ts";
import { toText } from "../templates/text.ts";
import { awaitSignals } from "./await-signals.ts";
import { liveLookups } from "./deployment.ts";
import { resolveReferences } from "./dynamic-references.ts";
import { PlainFailure } from "./failure-reason.ts";
import { HalfMade } from "./half-made.ts";
import { addResourceEvent, recordResource } from "./progress.ts";
import { changedProperties, mustReplace } from "./replacement.ts";
import { keepOutcome, resourceWork } from "./resource-work.ts";
import { checkStackPolicy } from "./stack-policy.ts";

/** Makes one resource what the template wants. Answers whether it is. */
export async function provisionResource(
  call: Call<StackStore>,
  stack: Stack,
  prepared: Prepared,
  logicalId: string,
): Promise<boolean> {
  const declared = prepared.resources.get(logicalId);
  if (declared === undefined) return true;
  const { type } = declared;
  const known = call.store.resource(stack.id, logicalId);
  // Done before a crash: what this operation has touched and is complete.
  if (known?.before !== undefined && known.work === undefined && known.status.endsWith("_COMPLETE")) return true;
  const step: Step = { call, stack, declared, needs: [...(prepared.graph.get(logicalId) ?? [])] };
  const failed = { logicalId, type, status: known?.state === undefined ? "CREATE_FAILED" : "UPDATE_FAILED" } as const;
  let wanted: JsonObject = {};
  const isEvaluated = await keepOutcome(
    call,
    stack,
    { ...failed, before: known?.before ?? known?.state ?? "none" },
    async () => {
      const value = inPlainWords(() => evaluate(declared.properties, liveLookups(call, stack, prepared)));
      wanted = isObject(value) ? value : {};
      checkProperties(declared, wanted);
    },
  );
  if (!isEvaluated) return false;
  const importId = stack.running?.imports[logicalId];
  if (importId !== undefined && known?.state === undefined) return await importResource(step, wanted, importId);
  if (known?.state === undefined || known.work?.isReplacement === true) return await createResource(step, wanted);
  return await changeResource(step, known.state, wanted);
}

/** What is wrong with the template itself is said as it is, not as a handler's message. */
function inPlainWords<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof AwsError) throw new PlainFailure(error.message);
    throw error;
  }
}

interface Step {
  readonly call: Call<StackStore>;
  readonly stack: Stack;
  readonly declared: ResourceDeclaration;
  readonly needs: readonly string[];
}

function checkProperties({ logicalId, type }: ResourceDeclaration, properties: JsonObject): void {
  const { schema, handler } = resourceType(type);
  if (schema === undefined || handler.hasOpenProperties === true) return;
  const unknown = Object.keys(properties).filter((name) => !(name in schema.properties));
  if (unknown.length > 0) {
    throw new PlainFailure(
      `Properties validation failed for resource ${logicalId} with message:\n[#: extraneous key [${unknown.join(", ")}] is not permitted]`,
    );
  }
  const missing = Object.entries(schema.properties).filter(
    ([name, marks]) => marks.includes("r") && !(name in properties),
  );
  if (missing.length > 0) {
    const texts = missing.map(([name]) => `#: required key [${name}] not found`);
    throw new PlainFailure(
      `Properties validation failed for resource ${logicalId} with message:\n[${texts.join(", ")}]`,
    );
  }
}

const stateOf = (
  { declared, needs }: Step,
  properties: JsonObject,
): Omit<ResourceState, "physicalId" | "attributes"> => ({
  type: declared.type,
  properties,
  dependsOn: needs,
  ...(declared.deletionPolicy === undefined ? {} : { deletionPolicy: toText(declared.deletionPolicy) }),
  ...(declared.updateReplacePolicy === undefined ? {} : { updateReplacePolicy: toText(declared.updateReplacePolicy) }),
  ...(declared.metadata === undefined ? {} : { metadata: JSON.stringify(declared.metadata) }),
});

/** Also in place of one that is there, which goes when the stack is cleaned up. */
async function createResource(step: Step, properties: JsonObject): Promise<boolean> {
  const { call, stack, declared } = step;
  const { logicalId, type } = declared;
  const { store, clock, ids } = call;
  const known = store.resource(stack.id, logicalId);
  const isReplacement = known?.state !== undefined;
  const verb = isReplacement ? "UPDATE" : "CREATE";
  const before = known?.before ?? known?.state ?? "none";
  const unfinished = known?.work ?? { startedAt: clock.now(), isReplacement };
  recordResource(call, stack, {
    logicalId,
    type,
    status: `${verb}_IN_PROGRESS`,
    before,
    work: unfinished,
    ...(isReplacement
      ? { reason: "Requested update requires the creation of a new physical resource; hence creating one." }
      : {}),
  });
  const failed = { logicalId, type, status: `${verb}_FAILED`, before } as const;
  return await keepOutcome(call, stack, failed, async () => {
    const work = resourceWork(call, stack, logicalId);
    const resolved = (await resolveReferences(properties, (...asked) => work.aws(...asked))) as JsonObject;
    const wanted = stateOf(step, properties);
    const { id, attributes = {} } = await resourceType(type)
      .handler.create(work, resolved)
      .catch((error) => {
        // What it needs stays until it is deleted.
        throw error instanceof HalfMade ? new HalfMade(error.cause, { ...wanted, ...error.made }) : error;
      });
    const state = { ...wanted, physicalId: id, attributes };
    if (!isReplacement) {
      const initiated = {
        logicalId,
        type,
        state,
        status: "CREATE_IN_PROGRESS",
        reason: "Resource creation Initiated",
      } as const;
      addResourceEvent(call, stack, initiated, ids.uuid());
    }
    await awaitSignals(work, declared);
    recordResource(call, stack, { logicalId, type, state, status: `${verb}_COMPLETE`, work: undefined });
  });
}

async function importResource(step: Step, properties: JsonObject, physicalId: string): Promise<boolean> {
  const { call, stack, declared } = step;
  const { logicalId, type } = declared;
  const state: ResourceState = { ...stateOf(step, properties), physicalId, attributes: {} };
  recordResource(call, stack, { logicalId, type, status: "IMPORT_IN_PROGRESS", before: "none" });
  return await keepOutcome(call, stack, { logicalId, type, status: "IMPORT_FAILED" }, async () => {
    const work = resourceWork(call, stack, logicalId);
    const found = await resourceType(type).handler.read?.(work, state);
    if (found === undefined) throw new PlainFailure(`Resource ${physicalId} of type ${type} does not exist`);
    recordResource(call, stack, {
      logicalId,
      type,
      state,
      status: "IMPORT_COMPLETE",
      reason: "Resource import completed.",
    });
  });
}

/** The tags of a stack are those of its resources. */
function hasOtherTags({ running, current }: Stack, type: string): boolean {
  const canHaveTags = resourceType(type).schema?.properties["Tags"] !== undefined;
  return canHaveTags && !isDeepStrictEqual(running?.target.tags, current.tags);
}

async function changeResource(step: Step, had: ResourceState, properties: JsonObject): Promise<boolean> {
  const { call, stack, declared } = step;
  const { logicalId, type } = declared;
  const wanted = { ...had, ...stateOf(step, properties) };
  const changed = changedProperties(had.properties, properties);
  const known = call.store.resource(stack.id, logicalId);
  if (known === undefined) return true;
  const mayChangeWithin = resourceType(type).handler.mayChangeWithin === true;
  if (changed.length === 0 && had.type === type && !hasOtherTags(stack, type) && !mayChangeWithin) {
    if (!isDeepStrictEqual(had, wanted))
      call.store.putResource(stack.id, { ...known, state: wanted, before: known.before ?? had });
    return true;
  }
  const replaces = had.type !== type || mustReplace(type, changed, had.properties, properties);
  const failed = { logicalId, type, status: "UPDATE_FAILED", before: known.before ?? had } as const;
  const isAllowed = await keepOutcome(call, stack, failed, async () =>
    checkStackPolicy(stack, { logicalId, type, action: replaces ? "Update:Replace" : "Update:Modify" }),
  );
  if (!isAllowed) return false;
  if (replaces) return await createResource(step, properties);
  const unfinished = known.work ?? { startedAt: call.clock.now() };
  recordResource(call, stack, { ...failed, status: "UPDATE_IN_PROGRESS", work: unfinished });
  return await keepOutcome(call, stack, failed, async () => {
    const work = resourceWork(call, stack, logicalId);
    const resolved = (await resolveReferences(properties, (...asked) => work.aws(...asked))) as JsonObject;
    const update = resourceType(type).handler.update;
    if (update === undefined) throw new PlainFailure(`Update of resource type ${type} is not supported.`);
    const { id, attributes = {} } = await update(work, had, resolved);
    const state = { ...wanted, physicalId: id, attributes: { ...had.attributes, ...attributes } };
    recordResource(call, stack, { logicalId, type, state, status: "UPDATE_COMPLETE", work: undefined });
  });
}
