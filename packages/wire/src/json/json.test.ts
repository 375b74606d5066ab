import { describe, expect, test } from "vitest";
import { openModels } from "../open-models.ts";
import type { OperationSchema } from "../schema/schema.ts";
import { RawJson } from "./raw-json.ts";
import { jsonReader, parseJson } from "./read-json.ts";
import { writeJson, writeRestJson } from "./write-json.ts";

const models = openModels();

function operation(service: string, name: string): OperationSchema {
  const found = models.model(service).operation(name);
  if (found === undefined) throw new Error(`no ${service} ${name}`);
  return found;
}

const read = (service: string, name: string, text: string): unknown =>
  jsonReader(operation(service, name).input)(parseJson(Buffer.from(text)));

describe("reading JSON", () => {
  test("turns base64 into bytes and seconds into dates, drops what the model does not know, and leaves nulls out", () => {
    const input = read(
      "kms",
      "ImportKeyMaterial",
      '{"KeyId":null,"ImportToken":"AAEC","ValidTo":1.5,"Nobody":{"a":1}}',
    );

    expect(input).toEqual({ ImportToken: Buffer.from([0, 1, 2]), ValidTo: new Date(1500) });
  });

  test("leaves attribute values as JSON.parse made them, keys named __proto__ included", () => {
    const text = '{"TableName":"t","Item":{"__proto__":{"S":"x"},"b":{"B":"AAEC"},"n":{"NULL":null,"Z":1}}}';

    const input = read("dynamodb", "PutItem", text);

    expect(JSON.stringify(input)).toBe(text);
    expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
  });

  test("does not let a key change the prototype of a map", () => {
    const input = read("lambda", "TagResource", '{"Tags":{"__proto__":"x"}}') as { readonly Tags: object };

    expect(Object.entries(input.Tags)).toEqual([["__proto__", "x"]]);
    expect(Object.getPrototypeOf(input.Tags)).toBe(Object.prototype);
  });

  test.each([
    ['{"TableName":5}', "NUMBER_VALUE can not be converted to String"],
    ['{"TableName":1.5}', "DECIMAL_VALUE can not be converted to String"],
    ['{"TableName":true}', "TRUE_VALUE can not be converted to String"],
    ['{"TableName":{}}', "Start of structure or map found where not expected."],
    ['{"TableName":[]}', "Start of list found where not expected"],
    ['{"Item":"x"}', "Unexpected field type"],
    ['{"Item":{"a":{"S":5}}}', "NUMBER_VALUE can not be converted to String"],
    ['{"Item":{"a":{"L":{}}}}', "Start of structure or map found where not expected."],
    ['{"Item":{"a":{"BOOL":"true"}}}', "STRING_VALUE can not be converted to Boolean"],
    ["[]", "Start of list found where not expected"],
    ["{", "Could not parse request body into json"],
    ["nothing", "Could not parse request body into json"],
  ])("refuses %s", (text, message) => {
    expect(() => read("dynamodb", "PutItem", text)).toThrow(message);
  });

  test("refuses attribute values and documents that nest without end", () => {
    const nested = `${'{"L":['.repeat(50_000)}{"S":"x"}${"]}".repeat(50_000)}`;

    expect(() => read("dynamodb", "PutItem", `{"Item":{"a":${nested}}}`)).toThrow("Nesting is deeper than 200 levels");
  });

  test("cuts the fraction off whole numbers, and takes numbers that JSON cannot write", () => {
    const limit = read("dynamodb", "Query", '{"Limit":1.9}');
    const value = read("cloudwatch", "PutMetricData", '{"MetricData":[{"MetricName":"m","Value":"NaN"}]}');

    expect(limit).toEqual({ Limit: 1 });
    expect(value).toEqual({ MetricData: [{ MetricName: "m", Value: Number.NaN }] });
  });

  test("keeps nulls in lists, for the validation to report", () => {
    expect(read("dynamodb", "BatchGetItem", '{"RequestItems":{"t":{"Keys":[null]}}}')).toEqual({
      RequestItems: { t: { Keys: [null] } },
    });
  });
});

describe("writing JSON", () => {
  test("writes bytes in base64, dates in seconds, and nothing that the model does not know", () => {
    const { output } = operation("kms", "GetParametersForImport");
    const value = {
      ImportToken: new Uint8Array([0, 1, 2]),
      ParametersValidTo: new Date(1500),
      KeyId: undefined,
      secret: 1,
    };

    expect(writeJson(output, value)).toBe('{"ImportToken":"AAEC","ParametersValidTo":1.5}');
  });

  test("writes JSON text at hand as it stands, alone or as a member", () => {
    const { output } = operation("dynamodb", "Query");

    const whole = writeJson(output, new RawJson('{"Count": 1.0}'));
    const member = writeJson(output, { Items: new RawJson('[{"a": {"N":"1.0"}}]'), Count: 1 });

    expect(whole).toBe('{"Count": 1.0}');
    expect(member).toBe('{"Items":[{"a": {"N":"1.0"}}],"Count":1}');
  });

  test("names members as the REST services do", () => {
    const { output } = operation("apigatewayv2", "CreateApi");

    expect(writeRestJson(output, { ApiId: "a", CreatedDate: new Date(0) })).toBe(
      '{"apiId":"a","createdDate":"1970-01-01T00:00:00.000Z"}',
    );
  });
});
