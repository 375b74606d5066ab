import { ofType } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated */
const deprecated =
  /^(nodejs(|4\.3|6\.10|8\.10|1[02468]\.x)|python(2\.7|3\.[6-9])|ruby(2\.\d|3\.2)|java8|go1\.x|dotnet(core[123]\.\d|5\.0|6|7)|provided)$/;

export const oldRuntime: TemplateRule = {
  level: "error",
  title: "A runtime is no longer kept by AWS",
  why: "No function can be made with it, and later none be changed",
  wayOut: "take the newest of its language: nodejs22.x, python3.13",
  alsoKnownAs: ["CKV_AWS_363", "AwsSolutions-L1", "W2531", "E2533"],

  *find(template) {
    for (const { id, properties } of ofType(template, "AWS::Lambda::Function")) {
      const runtime = String(properties["Runtime"] ?? "");
      if (runtime !== "" && deprecated.test(runtime)) yield { at: id, says: `Runtime is ${runtime}` };
    }
  },
};
