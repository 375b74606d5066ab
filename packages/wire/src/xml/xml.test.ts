import { describe, expect, test } from "vitest";
import { openModels } from "../open-models.ts";
import { isStructure, type StructureSchema } from "../schema/schema.ts";
import { parseXml } from "./parse-xml.ts";
import { readStructure } from "./read-xml.ts";
import { writeElement } from "./write-xml.ts";

function inputOf(operation: string, member: string): StructureSchema {
  const input = openModels().model("s3").operation(operation)?.input;
  const schema = input !== undefined && isStructure(input) ? input.member(member)?.schema : undefined;
  if (schema === undefined || !isStructure(schema)) throw new Error(`no ${operation}`);
  return schema;
}

describe("parseXml", () => {
  test("reads elements, attributes, text, CDATA, comments and the five entities", () => {
    const root = parseXml(
      `\ufeff<?xml version="1.0"?><!-- a --><n:a x="1 &gt; 0" y='"'><b>&lt;&#65;&#x1F600;<![CDATA[<&]]></b><c/></n:a>\n`,
    );

    expect(root).toMatchObject({
      name: "a",
      children: [
        { name: "b", text: "<A😀<&" },
        { name: "c", text: "" },
      ],
    });
    expect({ ...root.attributes }).toEqual({ x: "1 > 0", y: '"' });
  });

  test("reads line ends as XML does, and a bracket in an attribute", () => {
    expect(parseXml('<a b=">">1\r\n2\r3&#13;</a>')).toMatchObject({ text: "1\n2\n3\r" });
  });

  test.each([
    ["a document type", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ["an unknown entity", "<a>&nbsp;</a>"],
    ["a bare ampersand", "<a>a & b</a>"],
    ["a character that is none", "<a>&#0;</a>"],
    ["elements that cross", "<a><b></a></b>"],
    ["an element that does not end", "<a><b></b>"],
    ["an attribute without quotes", "<a b=c></a>"],
    ["two documents", "<a/><b/>"],
    ["text beside the document", "x<a/>"],
    ["nothing", ""],
    ["endless nesting", "<a>".repeat(1000)],
  ])("refuses %s", (_, source) => {
    expect(() => parseXml(source)).toThrow("The XML you provided was not well-formed");
  });
});

describe("XML of a model", () => {
  test("repeats the elements of flattened lists", () => {
    const schema = inputOf("CompleteMultipartUpload", "MultipartUpload");
    const value = {
      Parts: [
        { PartNumber: 1, ETag: '"a"' },
        { PartNumber: 2, ETag: "<b>" },
      ],
    };

    const text = writeElement("CompleteMultipartUpload", schema, value);

    expect(text).toBe(
      "<CompleteMultipartUpload><Part><ETag>&quot;a&quot;</ETag><PartNumber>1</PartNumber></Part><Part><ETag>&lt;b&gt;</ETag><PartNumber>2</PartNumber></Part></CompleteMultipartUpload>",
    );
    expect(readStructure(schema, parseXml(text))).toEqual(value);
  });

  test("reads the type of a grantee from its attribute under any prefix", () => {
    const schema = inputOf("PutBucketAcl", "AccessControlPolicy");
    const source = `<AccessControlPolicy xmlns:i="x"><AccessControlList><Grant><Grantee i:type="CanonicalUser"><ID>1</ID></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`;

    expect(readStructure(schema, parseXml(source))).toEqual({
      Grants: [{ Grantee: { Type: "CanonicalUser", ID: "1" }, Permission: "READ" }],
    });
  });

  test("refuses text where a number belongs", () => {
    const schema = inputOf("CompleteMultipartUpload", "MultipartUpload");

    expect(() => readStructure(schema, parseXml("<C><Part><PartNumber>x</PartNumber></Part></C>"))).toThrow(
      "converted to a number",
    );
  });
});
