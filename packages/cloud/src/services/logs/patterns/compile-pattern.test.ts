import { describe, expect, it } from "vitest";
import { compilePattern } from "./compile-pattern.ts";

const isMatch = (pattern: string, message: string): boolean => compilePattern(pattern).match(message) !== undefined;

describe("compilePattern", () => {
  it.each([
    ["", "anything", true],
    ["ERROR", "[ERROR] it broke", true],
    ["ERROR", "error", false],
    ["ERROR Exception", "ERROR but nothing else", false],
    ["?ERROR ?WARN", "a WARN", true],
    ["?ERROR ?WARN", "a hint", false],
    ["ERROR -Exception", "ERROR Exception", false],
    ['"it broke"', "it broke", true],
    ['"it broke"', "it really broke", false],
    ["%AUTH[0-9]+%", "code AUTH42", true],
    ["%AUTH[0-9]+%", "code AUTH", false],
  ])("matches text: %s in %s is %s", (pattern, message, expected) => expect(isMatch(pattern, message)).toBe(expected));

  const event = JSON.stringify({
    type: "UpdateTrail",
    ip: "127.0.0.1",
    n: 5,
    list: ["a", "b"],
    flag: true,
    none: null,
    deep: { er: { x: 1.5 } },
    objects: [{ id: 1 }, { id: 2 }],
  });
  it.each([
    ['{ $.type = "UpdateTrail" }', true],
    ["{$.type = UpdateTrail}", true],
    ['{ $.type != "UpdateTrail" }', false],
    ['{ $.missing != "x" }', false],
    ['{ $.ip = "127.*" }', true],
    ["{ $.ip = %^127\\.0% }", true],
    ["{ $.n >= 5 && $.n < 6 }", true],
    ["{ $.n > 5 || $.deep.er.x = 1.5 }", true],
    ["{ ($.n = 5) && ($.type = A || $.type = U*) }", true],
    ['{ $.list[1] = "b" }', true],
    ['{ $.list[*] = "b" }', true],
    ['{ $.list[0] = "b" }', false],
    ["{ $.objects[*].id = 2 }", true],
    ["{ $.flag IS TRUE }", true],
    ["{ $.flag IS FALSE }", false],
    ["{ $.none IS NULL }", true],
    ["{ $.gone NOT EXISTS }", true],
    ["{ $.type NOT EXISTS }", false],
    ["{ $.type EXISTS }", true],
    ["{ $['type'] = UpdateTrail }", true],
    ["{ $.n = 5.0 }", true],
  ])("matches JSON: %s is %s", (pattern, expected) => expect(isMatch(pattern, event)).toBe(expected));

  it("matches no text with a JSON pattern", () => expect(isMatch("{ $.a = 1 }", "a = 1")).toBe(false));

  const line = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
  it.each([
    ["[ip, id, user, time, request, status, size]", true],
    ["[ip, id, user, time, request, status]", false],
    ["[ip, ..., size]", true],
    ["[..., status = 4*, size]", true],
    ["[..., status = 404 || status = 410, size > 1000]", true],
    ["[..., status = 404 && status != 404, size]", false],
    ["[ip = %127\\.0%, ...]", true],
    ['[..., request = "GET*", status, size]', true],
    ["[..., size < 1000]", false],
  ])("matches columns: %s is %s", (pattern, expected) => expect(isMatch(pattern, line)).toBe(expected));

  it("tells the values it has seen", () => {
    expect(compilePattern("[..., status = 4*, size]").match(line)).toMatchObject({
      $status: "404",
      $size: "1534",
      $1: "127.0.0.1",
    });
    expect(compilePattern("{ $.n = 5 }").match(event)).toEqual({ "$.n": "5" });
    expect(compilePattern("{ $.n = 5 }").valueOf(event, "$.deep.er.x")).toBe("1.5");
  });

  it.each(["{ $.a = }", "{ a = 1 }", "{ $.a > x }", "{ $.a = 1", "[a, ..., b, ...]", "[a = ]", "%(%", '"open'])(
    "refuses %s",
    (pattern) =>
      expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: "InvalidParameterException" })),
  );
});
