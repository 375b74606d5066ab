import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBytes } from "../parse-bytes.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { Read } from "../record.ts";
import { type XmlOptions, xml } from "./xml.ts";

const read = (text: string | Buffer, options: Partial<XmlOptions> = {}, size?: number): readonly Read[] =>
  parseBytes(xml({ record: "r", ...options }), Buffer.from(text), size).reads;

const values = (text: string | Buffer, options?: Partial<XmlOptions>) =>
  read(text, options).map((found) => (found.kind === "record" ? found.value : found.code));

describe("xml", () => {
  it("makes a record of each element of the name, at any depth", () => {
    expect(values("<a><b><r><x>1</x></r></b><r><x>2</x></r></a>")).toEqual([{ x: "1" }, { x: "2" }]);
  });

  it("takes an element with only text for that text, and one without for a missing value", () => {
    expect(values("<a><r>plain</r><r><x/><y></y><z> </z></r></a>")).toEqual([
      "plain",
      { x: undefined, y: undefined, z: undefined },
    ]);
  });

  it("calls attributes @name, repeated elements a list, and text beside them #text", () => {
    expect(values('<a><r id="7" e=""><l n="1"/><l n="2"/><t c=\'EUR\'>5</t></r></a>')).toEqual([
      { "@id": "7", "@e": undefined, l: [{ "@n": "1" }, { "@n": "2" }], t: { "@c": "EUR", "#text": "5" } },
    ]);
  });

  it("replaces references to characters and the five entities", () => {
    expect(values('<r a="&quot;&#65;"><x>&lt;&amp;&gt;&#x1F600;&apos;</x></r>')).toEqual([{ "@a": '"A', x: "<&>😀'" }]);
  });

  it("reads CDATA as it stands", () => {
    expect(values("<r><x>a<![CDATA[<b> & ]]]]><![CDATA[>c]]></x></r>")).toEqual([{ x: "a<b> & ]]>c" }]);
  });

  it("passes over comments, instructions and layout", () => {
    expect(values('<?xml version="1.0"?><!-- <r> --><a>\n<?do it?><r>\n <x>1</x>\n <!-- y -->\n</r>\n</a>\n')).toEqual([
      { x: "1" },
    ]);
  });

  it("leaves prefixes out of names when they are bound", () => {
    const text = '<o:a xmlns:o="urn:o" xmlns="urn:d"><o:r o:id="1"><x xmlns:p="urn:p" p:k="2">3</x></o:r></o:a>';

    expect(values(text)).toEqual([{ "@id": "1", x: { "@k": "2", "#text": "3" } }]);
  });

  it("takes line breaks and blanks of attributes as XML wants them", () => {
    expect(values('<r a="1\r\n2\t3">x\r\ny\rz</r>')).toEqual([{ "@a": "1 2 3", "#text": "x\ny\nz" }]);
  });

  it("allows an angle in the value of an attribute", () => {
    expect(values('<a><r x="1 > 0"/></a>')).toEqual([{ "@x": "1 > 0" }]);
  });

  it("tells line, byte offset and byte length of each record", () => {
    const found = read("<a>\n <r>é\n</r>\n\n <r/></a>");

    expect(
      found.map(({ ordinal, line, byteOffset, byteLength, raw }) => [ordinal, line, byteOffset, byteLength, raw]),
    ).toEqual([
      [1, 2, 5, 10, "<r>é\n</r>"],
      [2, 5, 18, 4, "<r/>"],
    ]);
  });

  it("takes fields from the paths where they stand", () => {
    const fields = { id: "@no", sum: "total.#text", currency: "total.@currency", name: "who.name" };

    expect(
      values('<a><r no="1"><total currency="EUR">5</total><who><name>A</name></who></r><r><total>6</total></r></a>', {
        fields,
      }),
    ).toMatchObject([
      { id: "1", sum: "5", currency: "EUR", name: "A" },
      { id: undefined, sum: "6", currency: undefined },
    ]);
  });

  it("keeps an element named __proto__ an ordinary one", () => {
    const [first] = values("<a><r><__proto__><x>1</x></__proto__><constructor>2</constructor></r></a>");

    expect(Object.keys(first as object)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(first)).toBe(Object.prototype);
  });

  it.each([
    ['<?xml version="1.0" encoding="ISO-8859-1"?><r>M\u00fcller</r>', "latin1", 43],
    ['<?xml version="1.0" encoding="windows-1252"?><r>M\u00fcller</r>', "latin1", 45],
    ["\ufeff<r>M\u00fcller</r>", "utf16le", 2],
    ["\ufeff<r>M\u00fcller</r>", "utf8", 3],
  ] as const)("decodes %j as it declares or its mark says", (text, encoding, byteOffset) => {
    const bytes = Buffer.from(text, encoding);

    expect(read(bytes)).toMatchObject([{ value: "Müller", byteOffset, byteLength: bytes.length - byteOffset }]);
  });
});

describe("xml, with records that are wrong,", () => {
  it.each([
    ["<r>a & b</r>", "reference"],
    ["<r>&nbsp;</r>", "reference"],
    ["<r>&#0;</r>", "reference"],
    ["<r>&#xD800;</r>", "reference"],
    ['<r x="1" x="2"/>', "same attribute twice"],
    ["<r>]]></r>", "]]>"],
    ["<r>\u0001</r>", "character"],
    ["<r><p:x/></r>", "prefix"],
  ])("rejects %s and reads on behind it", (bad, message) => {
    const found = read(`<a>${bad}<r>good</r></a>`);

    expect(found).toMatchObject([
      { code: "syntax-error", message: expect.stringContaining(message), byteOffset: 3, raw: bad },
      { value: "good" },
    ]);
  });

  it("rejects a record with bytes that are not in the encoding of the file", () => {
    const bytes = Buffer.concat([Buffer.from("<a><r>"), Buffer.from([0xe9]), Buffer.from("</r><r>é</r></a>")]);

    expect(read(bytes)).toMatchObject([
      { code: "encoding-error", byteLength: 8 },
      { value: "é", byteOffset: 11 },
    ]);
  });

  it("rejects a record that is larger than allowed without holding it", () => {
    const found = read(`<a><r>${"<x>1</x>".repeat(10_000)}</r><r>2</r></a>`, { recordSizeMax: 500 }, 300);

    expect(found).toMatchObject([
      { code: "record-too-large", byteOffset: 3, byteLength: 80_007 },
      { value: "2", byteOffset: 80_010 },
    ]);
  });
});

describe("xml, with files that are wrong,", () => {
  it.each([
    ['<!DOCTYPE a [<!ENTITY x "y">]><a/>', "document types are refused"],
    ["<a><r></a></r>", "does not match"],
    ["<a><r>", "ends before its last element"],
    ["<a><r", "ends inside a tag"],
    ["<a/><b/>", "outside of the root"],
    ["text<a/>", "outside of the root"],
    ["<a/>text", "outside of the root"],
    ["<a><1/></a>", "a name has characters"],
    ["<a b></a>", "an attribute is not"],
    ["<a b=c></a>", "an attribute is not"],
    ['<a b="<"/>', "what begins here is no tag"],
    ["<a><!-- -- --></a>", "two hyphens"],
    ['\n<?xml version="1.0"?><a/>', "an XML declaration stands at the beginning"],
    ["<? x?><a/>", "a name has characters"],
    ["<a></a b>", "an end tag does not match"],
    ["<a>&x;</a>", "a reference is to"],
    ["<!-- nothing -->", "there is no element"],
    [`${"<a>".repeat(200)}`, "nested too deep"],
    ['<?xml version="1.0" encoding="ebcdic"?><a/>', 'Cannot decode "ebcdic"'],
  ])("refuses %j: %s", (text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(PipelineError);
  });

  it("tells the line and the byte of the fault", () => {
    expect(() => read("<a>\n<r>é</r>\n</b></a>")).toThrow("Cannot read on from line 3, byte 14");
  });

  it("does not let a bomb of entities grow", () => {
    const bomb = '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><l><r>&b;</r></l>';

    expect(() => read(bomb)).toThrow("document types are refused");
  });
});

describe("xml, for any input,", () => {
  const fragments = [
    "<r>",
    "</r>",
    "<x>",
    "</x>",
    "<r/>",
    '<x a="1>"/>',
    "t",
    "&amp;",
    "&",
    "é😀",
    "\r\n",
    "\n",
    " ",
    "<!-- c -->",
    "<![CDATA[",
    "]]>",
    "<",
    ">",
    "<p:x>",
    "<?i?>",
  ];
  const mess = fc.array(fc.constantFrom(...fragments), { maxLength: 20 }).map((parts) => `<a>${parts.join("")}</a>`);

  const answer = (text: string, size?: number, recordSizeMax = 1000): unknown => {
    try {
      return read(text, { recordSizeMax }, size).map(({ raw: _, ...rest }) => rest);
    } catch (error) {
      expect(error).toBeInstanceOf(PipelineError);
      return String(error);
    }
  };

  it("gives the same answer however the file is cut, and throws nothing but PipelineError", () => {
    fc.assert(
      fc.property(mess, fc.integer({ min: 4, max: 12 }), (text, size) => {
        expect(answer(text, size)).toEqual(answer(text));
      }),
      { numRuns: 3000 },
    );
  });

  it("points at each record with its byte offset and line", () => {
    fc.assert(
      fc.property(mess, (text) => {
        const bytes = Buffer.from(text);
        let reads: readonly Read[] = [];
        try {
          reads = read(text);
        } catch {
          // Files that are refused have tests of their own.
        }

        for (const { byteOffset, byteLength, line, raw } of reads) {
          expect(bytes.toString("utf8", byteOffset, byteOffset + byteLength)).toBe(raw);
          expect(line).toBe(bytes.toString("utf8", 0, byteOffset).split("\n").length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("reads back every record that was written as XML", () => {
    const text = fc
      .string({ unit: "grapheme" })
      .filter((value) => value.trim() !== "" && !/[\ufffe\uffff]|\p{Cc}/u.test(value));
    const escaped = (value: string) => value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), fc.integer({ min: 4, max: 50 }), (rows, size) => {
        const file = `<a>${rows.map(([a, b]) => `<r k="${escaped(a)}"><v>${escaped(b)}</v></r>`).join("\n")}</a>`;

        const found = read(file, {}, size);

        expect(found.map((row) => row.kind === "record" && row.value)).toEqual(
          rows.map(([a, b]) => ({ "@k": a, v: b })),
        );
      }),
    );
  });

  it("masks what is personal in a raw record, and everything where it does not know what is", () => {
    const parser = xml({ record: "r", fields: { email: "who.mail", id: "@id", total: "sum.#text" } }).open();
    const raw =
      '<r id="A1" k="B2"><who><mail>a@b.c</mail><city>Rome</city></who><sum c="EUR">5</sum><!-- a@b.c --></r>';

    expect(parser.maskRaw(raw, ["email", "id", "total"])).toBe(
      '<r id="x0" k="B2"><who><mail>x@x.x</mail><city>Rome</city></who><sum c="EUR">0</sum></r>',
    );
    expect(parser.maskRaw(raw, ["email", "name"])).toBe(
      '<r id="x0" k="x0"><who><mail>x@x.x</mail><city>xxxx</city></who><sum c="xxx">0</sum></r>',
    );
  });
});
