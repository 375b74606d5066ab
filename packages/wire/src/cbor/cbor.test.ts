import { describe, expect, test } from "vitest";
import { RawJson } from "../json/raw-json.ts";
import { openModels } from "../open-models.ts";
import { decodeCbor } from "./decode-cbor.ts";
import { cborReader } from "./read-cbor.ts";
import { writeCbor, writePlainCbor } from "./write-cbor.ts";

const decoded = (hex: string): unknown => decodeCbor(Buffer.from(hex, "hex"));

describe("decodeCbor", () => {
  /** RFC 8949, appendix A. */
  test.each([
    ["00", 0],
    ["1818", 24],
    ["1903e8", 1000],
    ["1b000000e8d4a51000", 1_000_000_000_000],
    ["1bffffffffffffffff", 18_446_744_073_709_551_615n],
    ["c249010000000000000000", 18_446_744_073_709_551_616n],
    ["3bffffffffffffffff", -18_446_744_073_709_551_616n],
    ["3863", -100],
    ["f93c00", 1],
    ["f97bff", 65_504],
    ["f90001", 2 ** -24],
    ["f9c400", -4],
    ["fa47c35000", 100_000],
    ["fb3ff199999999999a", 1.1],
    ["f97c00", Number.POSITIVE_INFINITY],
    ["f4", false],
    ["f6", null],
    ["f7", null],
    ["c11a514b67b0", new Date("2013-03-21T20:04:00Z")],
    ["c1fb41d452d9ec200000", new Date("2013-03-21T20:04:00.500Z")],
    ["62c3bc", "ü"],
    ["64f0908591", "𐅑"],
    ["83010203", [1, 2, 3]],
    ["8301820203820405", [1, [2, 3], [4, 5]]],
    ["a26161016162820203", { a: 1, b: [2, 3] }],
    ["5f42010243030405ff", Buffer.from([1, 2, 3, 4, 5])],
    ["7f657374726561646d696e67ff", "streaming"],
    ["9f018202039f0405ffff", [1, [2, 3], [4, 5]]],
    ["bf61610161629f0203ffff", { a: 1, b: [2, 3] }],
  ])("reads %s", (hex, value) => {
    expect(decoded(hex)).toEqual(value);
  });

  test.each([
    "",
    "18",
    "62c3",
    "8301",
    "a16161",
    "ff",
    "9fff00",
    "1c",
    "5f6161ff",
    "a10101",
    "bf61",
    "9b7fffffffffffffff",
    "fc",
  ])("refuses %s", (hex) => {
    expect(() => decoded(hex)).toThrow("Could not parse request body into CBOR");
  });

  test("refuses what nests without end", () => {
    expect(() => decoded("81".repeat(100_000))).toThrow("Nesting is deeper than 200 levels");
  });
});

describe("CBOR of a model", () => {
  const schema = openModels().model("dynamodb").operation("PutItem")?.input ?? { kind: "unit", name: "", traits: {} };
  const item = { TableName: "t", Item: { b: { B: "AAEC" }, bs: { BS: ["AAEC"] }, m: { M: { x: { B: "/w==" } } } } };

  test("writes the base64 text of attribute values as bytes, and reads it back as text", () => {
    const bytes = writeCbor(schema, item);

    expect(decodeCbor(bytes)).toMatchObject({
      Item: { b: { B: Buffer.from([0, 1, 2]) }, bs: { BS: [Buffer.from([0, 1, 2])] } },
    });
    expect(cborReader(schema)(decodeCbor(bytes))).toEqual(item);
  });

  test("writes JSON text that a service has at hand anew", () => {
    const raw = writeCbor(schema, { TableName: "t", Item: new RawJson(JSON.stringify(item.Item)) });

    expect(raw).toEqual(writeCbor(schema, item));
  });

  test("writes values of every size of head", () => {
    const values = [
      0,
      23,
      24,
      255,
      256,
      65_535,
      65_536,
      2 ** 32,
      2 ** 53 - 1,
      -1,
      -(2 ** 40),
      1.5,
      -0,
      1e300,
      "x".repeat(70_000),
    ];

    expect(decodeCbor(writePlainCbor(values))).toEqual(values);
  });
});
