import type { Json } from "../../../sdk-calls/json.ts";
import { formatError, templateError, validation } from "../errors.ts";
import { evaluateCondition, type Lookups } from "./functions.ts";
import { type Graph, refuseCycles } from "./graph.ts";
import { type ParameterValue, parameterData } from "./parameter-values.ts";
import { isPseudo, noValue, type Place, pseudoParameters } from "./pseudo-parameters.ts";
import { type Reference, referencesIn } from "./references.ts";
import type { OutputDeclaration, ResourceDeclaration, Template } from "./template.ts";
import { refuseUnknownConditions, unknownCondition } from "./unknown-conditions.ts";

/** A template with the values of its parameters: what of it is deployed, and in which order. */
export interface Prepared {
  readonly template: Template;
  readonly values: readonly ParameterValue[];
  readonly place: Place;
  /** Those whose condition holds. */
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly outputs: ReadonlyMap<string, OutputDeclaration>;
  readonly graph: Graph;
  /** Of what is no resource; what resources are, and give, is for the caller to tell. */
  lookups(resources: Pick<Lookups, "ref" | "attribute" | "importValue">): Lookups;
}

/** Throws ValidationError where the template asks for what it does not have. */
export function prepare(template: Template, values: readonly ParameterValue[], place: Place): Prepared {
  refuseUnknownConditions(template);
  const data = dataOf(template, values, place);
  const truths = truthsOf(template, data, place);
  const isTrue = (name: string): boolean => truths(name);
  const chosen = <Item extends { readonly condition: string | undefined }>(items: Readonly<Record<string, Item>>) =>
    new Map(Object.entries(items).filter(([, { condition }]) => condition === undefined || isTrue(condition)));
  const resources = chosen(template.resources);
  const outputs = chosen(template.outputs);
  const graph = new Map([...resources].map(([id, resource]) => [id, needsOf(resource, template, resources, isTrue)]));
  refuseUnresolved({ template, resources, outputs, isTrue });
  refuseCycles(graph);
  return {
    template,
    values,
    place,
    resources,
    outputs,
    graph,
    lookups: (access) => ({
      ...access,
      ref: (name) => (name in data ? data[name] : name === noValue ? undefined : access.ref(name)),
      condition: isTrue,
      mappings: template.mappings,
      region: place.region,
    }),
  };
}

const dataOf = (
  template: Template,
  values: readonly ParameterValue[],
  place: Place,
): Readonly<Record<string, Json>> => ({
  ...pseudoParameters(place),
  ...Object.fromEntries(
    values.flatMap((value) => {
      const declared = template.parameters[value.key];
      return declared === undefined ? [] : [[value.key, parameterData(declared, value)]];
    }),
  ),
});

/** Conditions are decided when they are first asked for, each once. */
function truthsOf(
  template: Template,
  data: Readonly<Record<string, Json>>,
  { region }: Place,
): (name: string) => boolean {
  const decided = new Map<string, boolean>();
  const lookups: Lookups = {
    ref(name) {
      const value = data[name];
      if (value !== undefined) return value;
      throw formatError(
        `Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
      );
    },
    attribute(id) {
      throw formatError(
        `Unresolved dependencies [${id}]. Cannot reference resources in the Conditions block of the template`,
      );
    },
    importValue() {
      throw templateError("Fn::ImportValue cannot be used in the Conditions block of the template");
    },
    condition: (name) => truth(name, []),
    mappings: template.mappings,
    region,
  };
  const truth = (name: string, path: readonly string[]): boolean => {
    const known = decided.get(name);
    if (known !== undefined) return known;
    const condition = template.conditions[name];
    if (condition === undefined) throw unknownCondition(name, "Conditions");
    if (path.includes(name)) throw validation(`Circular dependency between conditions: [${path.join(", ")}]`);
    const inner = { ...lookups, condition: (other: string) => truth(other, [...path, name]) };
    const value = evaluateCondition(condition, inner);
    decided.set(name, value);
    return value;
  };
  for (const name of Object.keys(template.conditions)) truth(name, []);
  return (name) => truth(name, []);
}

function needsOf(
  resource: ResourceDeclaration,
  template: Template,
  included: ReadonlyMap<string, ResourceDeclaration>,
  isTrue?: (name: string) => boolean,
): Set<string> {
  const { properties, metadata, creationPolicy, dependsOn } = resource;
  const referred = [properties, metadata, creationPolicy].flatMap((part) => referencesIn(part, isTrue));
  const names = [...referred.map(({ name }) => name).filter((name) => !(name in template.parameters)), ...dependsOn];
  return new Set(names.filter((name) => included.has(name)));
}

interface Checked {
  readonly template: Template;
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly outputs: ReadonlyMap<string, OutputDeclaration>;
  readonly isTrue?: (name: string) => boolean;
}

function refuseUnresolved({ template, resources, outputs, isTrue }: Checked): void {
  const isKnown = ({ name }: Reference): boolean =>
    isPseudo(name) || name in template.parameters || resources.has(name);
  const inResources = [...resources.values()].flatMap(({ properties, metadata, dependsOn }) => [
    ...referencesIn({ properties, metadata: metadata ?? {} }, isTrue).filter((reference) => !isKnown(reference)),
    // What is left out by its condition may be waited for.
    ...dependsOn.filter((name) => !(name in template.resources)).map((name) => ({ name, attribute: undefined })),
  ]);
  refuseNames(inResources, "Resources");
  const inOutputs = [...outputs.values()].flatMap(({ value, exportName }) =>
    referencesIn({ value, name: exportName ?? "" }, isTrue).filter((reference) => !isKnown(reference)),
  );
  refuseNames(inOutputs, "Outputs");
}

function refuseNames(unresolved: readonly Reference[], block: string): void {
  const attribute = unresolved.find((reference) => reference.attribute !== undefined);
  if (attribute !== undefined && unresolved.every((reference) => reference.attribute !== undefined)) {
    throw templateError(`instance of Fn::GetAtt references undefined resource ${attribute.name}`);
  }
  const names = [...new Set(unresolved.map(({ name }) => name))];
  if (names.length === 0) return;
  throw formatError(`Unresolved resource dependencies [${names.join(", ")}] in the ${block} block of the template`);
}

/** For a template whose parameters are not known: everything that it names has to be there. */
export function checkReferences(template: Template): void {
  refuseUnknownConditions(template);
  const all = {
    resources: new Map(Object.entries(template.resources)),
    outputs: new Map(Object.entries(template.outputs)),
  };
  refuseUnresolved({ template, ...all });
  refuseCycles(new Map([...all.resources].map(([id, resource]) => [id, needsOf(resource, template, all.resources)])));
}
