import { seededIds } from "@millrace/core";
import { describe, expect, it } from "vitest";
import type { Json } from "../json.ts";
import { valueOfReference } from "../run/evaluate-path.ts";
import type { Scope } from "../run/scope.ts";
import { StateMistake } from "../run/state-failure.ts";

const scope = (input: Json): Scope => ({ input, context: {}, variables: { v: [1, 2] }, ids: seededIds(1) });
const call = (text: string, input: Json = {}): Json =>
  valueOfReference(text, "x.$", scope(input), "States.ParameterPathFailure");

describe("intrinsic functions", () => {
  it.each<readonly [string, Json, Json]>([
    ["States.Array($.Id, 'a', null)", { Id: 1 }, [1, "a", null]],
    ["States.ArrayPartition($.a, 4)", { a: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, [[1, 2, 3, 4], [5, 6, 7, 8], [9]]],
    ["States.ArrayContains($.a, $.b)", { a: [1, { c: 2 }], b: { c: 2 } }, true],
    ["States.ArrayRange(1, 9, 2)", {}, [1, 3, 5, 7, 9]],
    ["States.ArrayGetItem($v, 1)", {}, 2],
    ["States.ArrayLength($.a)", { a: [1, 2] }, 2],
    ["States.ArrayUnique($.a)", { a: [1, 2, 2, { b: 1 }, { b: 1 }] }, [1, 2, { b: 1 }]],
    ["States.Base64Encode($.a)", { a: "Data to encode" }, "RGF0YSB0byBlbmNvZGU="],
    ["States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", {}, "Data to encode"],
    ["States.Hash('input data', 'SHA-1')", {}, "aaff4a450a104cd177d28d18d74485e8cae074b7"],
    ["States.JsonMerge($.a, $.b, false)", { a: { x: 1, y: { z: 1 } }, b: { y: { w: 2 } } }, { x: 1, y: { w: 2 } }],
    ["States.StringToJson($.a)", { a: '{"b":[1]}' }, { b: [1] }],
    ["States.JsonToString($.a)", { a: { b: [1] } }, '{"b":[1]}'],
    ["States.MathAdd($.a, -1)", { a: 111 }, 110],
    ["States.StringSplit('1,2+3, 4', ',+')", {}, ["1", "2", "3", " 4"]],
    ["States.Format('Hi {}, \\{{}\\} it\\'s', $.n, 7)", { n: "Ann" }, "Hi Ann, {7} it's"],
    ["States.Format('{}', States.ArrayLength($.a))", { a: [] }, "0"],
  ])("answers %s of %j with %j", (text, input, expected) => expect(call(text, input)).toEqual(expected));

  it("makes ids and numbers by chance, or by a seed", () => {
    expect(call("States.UUID()")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/);
    expect(call("States.MathRandom(1, 10, 5)")).toBe(call("States.MathRandom(1, 10, 5)"));
    expect(call("States.MathRandom(3, 4)")).toBe(3);
  });

  it.each(["States.ArrayGetItem($v, 9)", "States.MathAdd('a', 1)", "States.Hash('a', 'CRC')", "States.Format('{}')"])(
    "says that %s cannot be",
    (text) => expect(() => call(text)).toThrow(StateMistake),
  );
});
