import type { MemberEntry, ModelFile, OperationEntry, Reference, SimpleName, Traits } from "./model-file.ts";
import {
  type Member,
  noTraits,
  type OperationSchema,
  type Schema,
  type SimpleSchema,
  type StructureSchema,
} from "./schema.ts";

/** One service's operations and errors. Shapes are built from the file when they are first needed, each once. */
export class Model {
  readonly namespace: string;
  readonly #file: ModelFile;
  readonly #schemas: (Schema | undefined)[];
  readonly #operations = new Map<string, OperationSchema>();
  #errors: ReadonlyMap<string, number> | undefined;

  constructor(file: ModelFile) {
    this.namespace = file.namespace;
    this.#file = file;
    this.#schemas = new Array(file.shapes.length);
  }

  get operationNames(): readonly string[] {
    return Object.keys(this.#file.operations);
  }

  operation(name: string): OperationSchema | undefined {
    const known = this.#operations.get(name);
    if (known !== undefined) return known;
    if (!Object.hasOwn(this.#file.operations, name)) return undefined;
    const entry = this.#file.operations[name];
    if (entry === undefined) return undefined;
    const operation = this.#buildOperation(name, entry);
    this.#operations.set(name, operation);
    return operation;
  }

  /** The modelled error of this name. */
  error(name: string): StructureSchema | undefined {
    this.#errors ??= new Map(this.#file.errors.map((place) => [this.#file.shapes[place]?.[1] ?? "", place]));
    const place = this.#errors.get(name);
    const schema = place === undefined ? undefined : this.#schema(place);
    return schema?.kind === "error" ? schema : undefined;
  }

  #buildOperation(name: string, entry: OperationEntry): OperationSchema {
    return {
      name,
      input: this.#schema(entry.input),
      output: this.#schema(entry.output),
      http: entry.http,
      isUnsigned: entry.unsigned === 1,
      isUnwrapped: entry.unwrapped === 1,
    };
  }

  #schema(reference: Reference): Schema {
    if (typeof reference === "string") return simpleSchema(reference);
    const known = this.#schemas[reference];
    if (known !== undefined) return known;
    const schema = this.#buildSchema(reference);
    this.#schemas[reference] = schema;
    return schema;
  }

  #buildSchema(place: number): Schema {
    const entry = this.#file.shapes[place];
    if (entry === undefined) throw new RangeError(`Cannot find shape ${place} in the model of ${this.namespace}`);
    switch (entry[0]) {
      case "list":
        return { kind: "list", name: entry[1], item: this.#member(entry[2]), traits: entry[3] ?? noTraits };
      case "map":
        return {
          kind: "map",
          name: entry[1],
          key: this.#member(entry[2]),
          value: this.#member(entry[3]),
          traits: entry[4] ?? noTraits,
        };
      default:
        return this.#structure(entry[0], entry[1], entry[2], entry[3] ?? noTraits);
    }
  }

  #structure(
    kind: StructureSchema["kind"],
    name: string,
    entries: readonly MemberEntry[],
    traits: Traits,
  ): StructureSchema {
    const members = entries.map((entry) => this.#member(entry));
    const byName = new Map(members.map((member) => [member.name, member]));
    return { kind, name, members, traits, member: (wanted) => byName.get(wanted) };
  }

  #member([name, target, traits = noTraits]: MemberEntry): Member {
    const constraint = traits.constraint === undefined ? undefined : this.#file.constraints[traits.constraint];
    return new LazyMember({ name, traits, constraint, find: () => this.#schema(target) });
  }
}

/** A member whose schema is found at first use, because shapes contain themselves. */
class LazyMember implements Member {
  readonly name: string;
  readonly traits: Member["traits"];
  readonly constraint: Member["constraint"];
  readonly #find: () => Schema;
  #schema: Schema | undefined;

  constructor(member: Omit<Member, "schema"> & { readonly find: () => Schema }) {
    this.name = member.name;
    this.traits = member.traits;
    this.constraint = member.constraint;
    this.#find = member.find;
  }

  get schema(): Schema {
    this.#schema ??= this.#find();
    return this.#schema;
  }
}

const simpleSchemas = new Map<SimpleName, SimpleSchema>();

function simpleSchema(kind: SimpleName): SimpleSchema {
  const known = simpleSchemas.get(kind);
  if (known !== undefined) return known;
  const schema: SimpleSchema = { kind, name: "", traits: noTraits };
  simpleSchemas.set(kind, schema);
  return schema;
}
