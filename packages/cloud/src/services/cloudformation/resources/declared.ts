import { AwsError } from "@millrace/wire";
import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { handlerCode } from "../engine/failure-reason.ts";
import type { NameRule } from "../engine/generated-name.ts";
import { HalfMade } from "../engine/half-made.ts";
import type { Work } from "../engine/work.ts";
import type { ResourceState } from "../model.ts";
import { toText } from "../templates/text.ts";
import type { Made, ResourceType } from "./resource-type.ts";
import { changeTags, type TagRule, taggedProperties, withoutTags } from "./tags.ts";

/** Properties, what the operations have answered, and `PhysicalId`: every operation takes out of it what it knows. */
export type Facts = JsonObject;

/** A type whose operations take its properties much as they are. */
export interface Declaration {
  readonly service: string;
  readonly create: string;
  /** May be the operation that creates it, where that overwrites. */
  readonly update?: string;
  readonly delete?: string;
  readonly read?: string;
  /** The member of the facts that `Ref` gives. */
  readonly id: string | ((facts: Facts, work: Work) => string);
  /** Attributes by the members of the facts they are. */
  readonly attributes?: Readonly<Record<string, string>> | ((facts: Facts, work: Work) => JsonObject);
  /** The property that gets a made-up name when the template gives none. */
  readonly name?: Naming | ((properties: JsonObject) => Naming);
  /** What operations call otherwise than the properties. */
  readonly input?: (facts: Facts, step: Step) => JsonObject;
  /** What a property becomes when the template no longer has it. */
  readonly resets?: JsonObject;
  readonly tags?: TagRule;
  /** Waits until the resource can be used, or throws. */
  readonly settle?: (work: Work, facts: Facts) => Promise<void>;
  readonly afterDelete?: (work: Work, facts: Facts) => Promise<void>;
  readonly beforeDelete?: (work: Work, facts: Facts) => Promise<void>;
  /** What is made by further calls, after its creation and after each change. */
  readonly complete?: (work: Work, facts: Facts, before: JsonObject | undefined) => Promise<void>;
  readonly replaces?: ResourceType["replaces"];
  /** How to see what is there already, where the operation that creates would take it over. */
  readonly existing?: Existing;
}

interface Existing {
  readonly operation: string;
  readonly input: (facts: Facts, work: Work) => JsonObject;
  /** Of the answer; without it any answer but an error says that it is there. */
  readonly isThere?: (output: JsonObject) => boolean;
}

type Naming = NameRule & { readonly property: string };

/** Which of a resource's steps an operation is called for. */
interface Step {
  readonly work: Work;
  readonly isUpdate: boolean;
}

/** The resource type that a declaration describes. */
export function declared(declaration: Declaration): ResourceType {
  const { service, update, read } = declaration;
  const inputOf = (facts: Facts, work: Work, isUpdate = false): JsonObject => ({
    ...facts,
    ...declaration.input?.(facts, { work, isUpdate }),
  });

  const learn = async (work: Work, facts: Facts): Promise<Facts> =>
    read === undefined ? facts : { ...facts, ...flat(await work.aws(service, read, inputOf(facts, work))) };

  const made = (work: Work, facts: Facts): Made => {
    const { id, attributes = {} } = declaration;
    const answered =
      typeof attributes === "function"
        ? attributes(facts, work)
        : Object.fromEntries(Object.entries(attributes).flatMap(([name, member]) => entry(name, facts[member])));
    return { id: typeof id === "function" ? id(facts, work) : toText(facts[id] ?? ""), attributes: answered };
  };

  const removing = async (work: Work, resource: ResourceState): Promise<void> => {
    if (declaration.delete === undefined) return;
    const facts = { ...nameOf(declaration, resource), ...factsOf(resource) };
    try {
      await declaration.beforeDelete?.(work, facts);
      await work.aws(service, declaration.delete, inputOf(facts, work));
      await declaration.afterDelete?.(work, facts);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  };

  return {
    async create(work, given) {
      const properties = named(work, declaration, taggedProperties(work, declaration.tags, given));
      if (!work.wasSent) await refuseExisting(work, declaration, properties);
      const output = await work.make(service, declaration.create, inputOf(properties, work));
      const facts = { ...properties, ...flat(output ?? {}) };
      try {
        await declaration.settle?.(work, facts);
        const learned = await learn(work, facts);
        await declaration.complete?.(work, { ...learned, ...properties }, undefined);
        return withName(made(work, learned), givenName(declaration, properties));
      } catch (error) {
        const { id: physicalId, attributes = {} } = withName(made(work, facts), givenName(declaration, properties));
        throw new HalfMade(error, { physicalId, attributes });
      }
    },

    ...(update === undefined && declaration.tags === undefined && declaration.complete === undefined
      ? {}
      : {
          async update(work: Work, resource: ResourceState, given: JsonObject): Promise<Made> {
            const properties = { ...nameOf(declaration, resource), ...taggedProperties(work, declaration.tags, given) };
            const gone = resetsOf(declaration, resource, given);
            const facts = { ...factsOf({ ...resource, properties }), ...gone };
            const input = inputOf(withoutTags(facts, declaration.tags), work, true);
            const output = update === undefined ? {} : await work.aws(service, update, input);
            const updated = { ...facts, ...flat(output) };
            await declaration.settle?.(work, updated);
            await changeTags(work, service, declaration.tags, { facts: updated, properties, before: resource });
            await declaration.complete?.(work, { ...updated, ...properties, ...gone }, resource.properties);
            return stillCalled(resource, made(work, await learn(work, updated)));
          },
        }),

    delete: removing,

    async read(work, resource) {
      if (read === undefined) return resource.properties;
      const facts = { ...nameOf(declaration, resource), ...factsOf(resource) };
      try {
        const found = flat(await work.aws(service, read, inputOf(facts, work)));
        return Object.fromEntries(
          Object.entries(resource.properties).map(([name, value]) => [name, sameWriting(found[name], value)]),
        );
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    ...(declaration.replaces === undefined ? {} : { replaces: declaration.replaces }),
  };
}

/** What the properties become that the template no longer has. */
const resetsOf = ({ resets = {} }: Declaration, { properties }: ResourceState, given: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(resets).filter(([name]) => name in properties && !(name in given)));

/** A made-up name is kept, for where the id is another. */
const withName = ({ id, attributes }: Made, name: JsonObject): Made => ({ id, attributes: { ...name, ...attributes } });

/** Not every answer to an update tells the id again. */
const stillCalled = ({ physicalId }: ResourceState, { id, ...others }: Made): Made => ({
  id: id === "" ? physicalId : id,
  ...others,
});

const entry = (name: string, value: Json | undefined): [string, Json][] => (value === undefined ? [] : [[name, value]]);

const factsOf = ({ properties, attributes, physicalId }: ResourceState): Facts => ({
  ...attributes,
  ...properties,
  PhysicalId: physicalId,
});

/** Answers often hold what they tell in one member, such as `Role`. */
function flat(output: JsonObject): JsonObject {
  const inner = Object.values(output).filter(isObject);
  return inner.length === 1 ? { ...inner[0], ...output } : output;
}

async function refuseExisting(work: Work, declaration: Declaration, properties: JsonObject): Promise<void> {
  const { existing, service } = declaration;
  if (existing === undefined) return;
  const { operation, input, isThere = () => true } = existing;
  const found = await work.aws(service, operation, input(properties, work)).catch((error: unknown) => {
    // Who may not look finds out when it is created.
    if (isMissing(error) || handlerCode(error) === "AccessDenied") return undefined;
    throw error;
  });
  if (found === undefined || !isThere(found)) return;
  const name = Object.values(givenName(declaration, properties))[0] ?? work.logicalId;
  throw new AwsError("AlreadyExists", `${toText(name)} already exists`);
}

const namingOf = ({ name }: Declaration, properties: JsonObject): Naming | undefined =>
  typeof name === "function" ? name(properties) : name;

function named(work: Work, declaration: Declaration, properties: JsonObject): JsonObject {
  const naming = namingOf(declaration, properties);
  if (naming === undefined || properties[naming.property] !== undefined) return properties;
  return { ...properties, [naming.property]: work.name(naming) };
}

function givenName(declaration: Declaration, properties: JsonObject): JsonObject {
  const property = namingOf(declaration, properties)?.property;
  return property === undefined || properties[property] === undefined ? {} : { [property]: properties[property] };
}

/** A made-up name is not among the properties; the attributes or the id tell it. */
function nameOf(declaration: Declaration, { properties, attributes, physicalId }: ResourceState): JsonObject {
  const property = namingOf(declaration, properties)?.property;
  if (property === undefined) return {};
  return { [property]: properties[property] ?? attributes[property] ?? physicalId };
}

/** What is not told, and what services write otherwise than templates do, counts as unchanged. */
function sameWriting(found: Json | undefined, wanted: Json): Json {
  if (found === undefined || isArray(wanted)) return wanted;
  return isObject(wanted) || toText(found) === toText(wanted) ? wanted : found;
}

/** How services say that something is not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof AwsError &&
  /NotFound|NoSuch|DoesNotExist|NonExistent|NotExist|ResourceNotFound/.test(`${error.code} ${error.query.code ?? ""}`);
