import { describe, expect, it } from "vitest";
import { drop, encrypt, generalise, hash, mask, tokenise } from "./actions.ts";
import { Anonymiser } from "./anonymiser.ts";
import { Personal, personalPath, taint } from "./personal.ts";
import { decryptValue } from "./secret-text.ts";

const anonymiser = (pipeline = "people", key: string | undefined = "key") =>
  new Anonymiser({ pipeline, key, hasVault: true });
const row = { id: 1, email: new Personal("ann@example.com"), phone: new Personal("+49 123"), note: null };

describe("anonymise", () => {
  it("hashes, masks and drops, and leaves the rest alone", () => {
    const shown = anonymiser().anonymise(row, { email: hash(), phone: mask({ keepLast: 2 }), note: drop() });

    expect(shown).toEqual({ id: 1, email: expect.stringMatching(/^[\w-]{43}$/), phone: "+** *23" });
  });

  it("gives the same value the same hash in its field, and another one elsewhere", () => {
    const email = (maker: Anonymiser, field: string) =>
      maker.anonymise({ [field]: new Personal("ann@example.com") }, { [field]: hash() })[field];

    expect(email(anonymiser(), "email")).toBe(email(anonymiser(), "email"));
    expect(email(anonymiser(), "email")).not.toBe(email(anonymiser(), "mail"));
    expect(email(anonymiser(), "email")).not.toBe(email(anonymiser("other"), "email"));
    expect(email(anonymiser(), "email")).not.toBe(email(anonymiser("people", "another key"), "email"));
  });

  it("gives a joinable hash in every field and pipeline of one key", () => {
    const one = anonymiser("a").anonymise({ x: new Personal(7) }, { x: hash({ joinable: true }) });
    const two = anonymiser("b").anonymise({ y: new Personal("7") }, { y: hash({ joinable: true }) });

    expect(one.x).toBe(two.y);
  });

  it("leaves nothing where there was nothing", () => {
    const shown = anonymiser().anonymise({ a: undefined, b: new Personal(null) }, { a: hash(), b: mask() });

    expect(shown).toEqual({ a: undefined, b: null });
  });

  it("hides all of a text that is too short to keep some of it", () => {
    const shown = anonymiser().anonymise({ pin: new Personal("12") }, { pin: mask({ keepLast: 2 }) });

    expect(shown.pin).toBe("**");
  });

  it("refuses to hash without a key", () => {
    expect(() => anonymiser("people", "").anonymise(row, { email: hash() })).toThrow(
      expect.objectContaining({ code: "missing-key" }),
    );
  });
});

describe("Personal", () => {
  it("shows nothing in text, in JSON and in its members", () => {
    const [tainted] = [taint({ email: "ann@example.com" }, ["email", "name"])];

    expect(JSON.stringify(tainted)).toBe('{"email":"[personal]"}');
    expect(String(Reflect.get(tainted, "email"))).toBe("[personal]");
    expect(Object.keys(Reflect.get(tainted, "email"))).toEqual([]);
  });

  it("is found wherever it hides in a row", () => {
    expect(personalPath({ a: [{ b: new Personal(1) }] })).toBe("a.0.b");
    expect(personalPath({ a: [{ b: 1 }], c: null })).toBeUndefined();
  });

  it("is taken to be where nobody could look", () => {
    let deep: object = {};
    for (let level = 0; level < 40; level++) deep = { deep };

    expect(personalPath(deep)).toMatch(/^deep\./);
  });
});

describe("anonymise, with what can be had back,", () => {
  const scope = { pipeline: "people", field: "email" };

  it("encrypts, the same every time, for who has the key and knows the field", () => {
    const [one, two] = [anonymiser(), anonymiser()].map((maker) => maker.anonymise(row, { email: encrypt() }).email);

    expect(one).toBe(two);
    expect(one).not.toContain("ann");
    expect(decryptValue("key", scope, String(one))).toBe("ann@example.com");
    expect(() => decryptValue("other", scope, String(one))).toThrow(expect.objectContaining({ code: "missing-key" }));
    expect(() => decryptValue("key", { ...scope, field: "mail" }, String(one))).toThrow();
    expect(() => decryptValue("key", scope, "v1.AAAA")).toThrow();
  });

  it("tokenises, and hands the vault each value once, encrypted", () => {
    const maker = anonymiser();
    const people = [row, row, { ...row, email: new Personal("bo@example.com") }];

    const tokens = people.map((person) => maker.anonymise(person, { email: tokenise() }).email);

    const entries = maker.takeEntries();
    expect(tokens[0]).toMatch(/^tok_[\w-]{24}$/);
    expect(new Set(tokens).size).toBe(2);
    expect(entries.map(({ token }) => token)).toEqual([...new Set(tokens)]);
    expect(decryptValue("key", scope, entries[1]?.value ?? "")).toBe("bo@example.com");
    expect(maker.takeEntries()).toEqual([]);
  });

  it("refuses to make tokens that nobody could read", () => {
    const maker = new Anonymiser({ pipeline: "people", key: "key", hasVault: false });

    expect(() => maker.anonymise(row, { email: tokenise() })).toThrow(
      expect.objectContaining({ code: "missing-vault" }),
    );
  });

  it.each([
    ["1984-03-07", "year", "1984"],
    ["1984-03-07T10:00:00Z", "month", "1984-03"],
    ["March 1984", "year", ""],
    [37, { step: 10 }, "30-39"],
    [-3, { step: 5 }, "-5--1"],
    ["", { step: 5 }, ""],
    ["80331", { first: 2 }, "80"],
  ] as const)("makes of %j, to %j, %j", (value, to, text) => {
    expect(anonymiser().anonymise({ x: new Personal(value) }, { x: generalise(to) }).x).toBe(text);
  });
});
