import { type Data, type Expression, isExpressed, type Plan, type Reference, type Statement } from "@millrace/plan";
import { type Call, type Hcl, type Raw, raw, template } from "./hcl.ts";

const places = {
  partition: "data.aws_partition.current.partition",
  region: "data.aws_region.current.id",
  account: "data.aws_caller_identity.current.account_id",
} as const;
const parameters = { name: "var.name", bucketName: "var.bucket_name" } as const;

/** `FileFunction` as Terraform people name things: `file_function`. */
export const snake = (id: string): string => id.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

/** What a plan only refers to, as expressions of Terraform's language. */
export class TerraformExpressing {
  readonly #known: ReadonlySet<string>;

  constructor(plan: Plan) {
    this.#known = new Set(plan.parts.map(({ id }) => id));
  }

  text(expression: Expression): Hcl {
    const [only] = expression;
    if (expression.length === 0 || only === undefined) return "";
    if (expression.length === 1) return typeof only === "string" ? only : this.reference(only);
    return template(expression.map((piece) => (typeof piece === "string" ? piece : this.reference(piece))));
  }

  reference(reference: Reference): Raw {
    if ("place" in reference) return raw(places[reference.place]);
    if ("parameter" in reference) return raw(parameters[reference.parameter]);
    return this.attribute(reference.part, reference.attribute);
  }

  attribute(id: string, attribute: string): Raw {
    if (!this.#known.has(id)) throw new TypeError(`Cannot refer to "${id}": the plan has no such part`);
    return raw(`module.${snake(id)}.${snake(attribute)}`);
  }

  texts(expressions: Readonly<Record<string, Expression>>): Readonly<Record<string, Hcl>> {
    return Object.fromEntries(Object.entries(expressions).map(([name, value]) => [name, this.text(value)]));
  }

  data(data: Data): Hcl {
    if (typeof data !== "object" || data === null) return data;
    if (isExpressed(data)) return this.text(data.expression);
    if (Array.isArray(data)) return data.map((one: Data) => this.data(one));
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, this.data(value)]));
  }

  json(data: Data): Call {
    return { call: "jsonencode", value: this.data(data) };
  }

  statements(statements: readonly Statement[]): Hcl {
    return statements.map(({ sid, action, resource, condition }) => ({
      sid,
      action,
      resource: this.text(resource),
      condition:
        condition === undefined
          ? undefined
          : Object.fromEntries(Object.entries(condition).map(([operator, keys]) => [operator, this.texts(keys)])),
    }));
  }
}
