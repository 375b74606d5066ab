import { type Data, type Expression, isExpressed, type Plan, type Reference, type Statement } from "@millrace/plan";
import { attributeOf } from "./attributes.ts";
import type { Value } from "./template.ts";

const places = { partition: "AWS::Partition", region: "AWS::Region", account: "AWS::AccountId" } as const;
const parameters = { name: "Name", bucketName: "BucketName" } as const;

/** Writes what a plan only refers to with CloudFormation's intrinsic functions. */
export class Expressing {
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** A text alone as it is, a reference alone as itself, and both together as Fn::Sub. */
  text(expression: Expression): Value {
    const [only] = expression;
    if (expression.length === 0 || only === undefined) return "";
    if (expression.length > 1) return { "Fn::Sub": expression.map((piece) => this.#inSub(piece)).join("") };
    return typeof only === "string" ? only : this.#alone(only);
  }

  data(data: Data): Value {
    if (typeof data !== "object" || data === null) return data;
    if (isExpressed(data)) return this.text(data.expression);
    if (Array.isArray(data)) return data.map((one: Data) => this.data(one));
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, this.data(value)]));
  }

  /** Data in which references stand as Fn::Sub fills them in: for JSON that is itself a text. */
  inJson(data: Data): Value {
    if (typeof data !== "object" || data === null) return data;
    if (isExpressed(data)) return data.expression.map((piece) => this.#inSub(piece)).join("");
    if (Array.isArray(data)) return data.map((one: Data) => this.inJson(one));
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, this.inJson(value)]));
  }

  texts(expressions: Readonly<Record<string, Expression>>): Readonly<Record<string, Value>> {
    return Object.fromEntries(Object.entries(expressions).map(([name, value]) => [name, this.text(value)]));
  }

  attribute(id: string, attribute: string): Value {
    return attributeOf(this.#plan, id, attribute);
  }

  /** Statements of an identity policy. */
  policy(statements: readonly Statement[]): Value {
    return {
      Version: "2012-10-17",
      Statement: statements.map(({ sid, action, resource, condition }) => ({
        Sid: sid,
        Effect: "Allow",
        Action: action,
        Resource: this.text(resource),
        ...(condition === undefined
          ? {}
          : {
              Condition: Object.fromEntries(
                Object.entries(condition).map(([operator, keys]) => [operator, this.texts(keys)]),
              ),
            }),
      })),
    };
  }

  #alone(reference: Reference): Value {
    if ("part" in reference) return this.attribute(reference.part, reference.attribute);
    return { Ref: "parameter" in reference ? parameters[reference.parameter] : places[reference.place] };
  }

  #inSub(piece: string | Reference): string {
    if (typeof piece === "string") return piece.replaceAll("${", "${!");
    const value = this.#alone(piece);
    if (typeof value === "string") return value;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      const { Ref: id, "Fn::GetAtt": path, "Fn::Sub": text } = value as Readonly<Record<string, Value>>;
      if (typeof id === "string") return `\${${id}}`;
      if (Array.isArray(path)) return `\${${path.join(".")}}`;
      if (typeof text === "string") return text;
    }
    throw new TypeError(`Cannot put ${JSON.stringify(value)} into a text`);
  }
}
