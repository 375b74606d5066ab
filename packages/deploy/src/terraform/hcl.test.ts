import { describe, expect, it } from "vitest";
import { raw, template, writeBlocks } from "./hcl.ts";

describe("writeBlocks", () => {
  it("aligns what follows each other, and begins anew after a value of several lines", () => {
    const text = writeBlocks([
      {
        type: "module",
        labels: ["a"],
        attributes: { source: "./m", name: raw("var.name"), tags: { longer: 1, b: "x" }, last: true, l: ["a", "b"] },
      },
    ]);

    expect(text).toBe(`module "a" {
  source = "./m"
  name   = var.name
  tags = {
    longer = 1
    b      = "x"
  }
  last = true
  l    = ["a", "b"]
}
`);
  });

  it("escapes what Terraform would fill in, except where it is told to", () => {
    const text = writeBlocks([
      {
        type: "locals",
        labels: [],
        attributes: { a: "${b} %{c}", d: template(["arn:", raw("local.e"), '/${f}"\n']), "s3:prefix": 1 },
      },
    ]);

    expect(text).toBe(`locals {
  a           = "$\${b} %%{c}"
  d           = "arn:\${local.e}/$\${f}\\"\\n"
  "s3:prefix" = 1
}
`);
  });

  it("writes calls, nested blocks, comments, and leaves out what is undefined", () => {
    const text = writeBlocks([
      {
        type: "resource",
        labels: ["a", "b"],
        attributes: { none: undefined, policy: { call: "jsonencode", value: { Statement: [{ Sid: "A" }] } } },
        blocks: [{ type: "inner", labels: [], comment: "why", attributes: {} }],
      },
    ]);

    expect(text).toBe(`resource "a" "b" {
  policy = jsonencode({
    Statement = [
      {
        Sid = "A"
      },
    ]
  })

  # why
  inner {}
}
`);
  });
});
