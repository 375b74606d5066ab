import { invalidParameter } from "../errors.ts";
import type { SecretsOperation, Shapes } from "../shapes.ts";

const lengthDefault = 32;

type Input = Shapes["GetRandomPassword"]["input"];

const kinds: readonly { readonly characters: string; readonly isLeftOut: (input: Input) => boolean }[] = [
  { characters: "abcdefghijklmnopqrstuvwxyz", isLeftOut: ({ ExcludeLowercase }) => ExcludeLowercase === true },
  { characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", isLeftOut: ({ ExcludeUppercase }) => ExcludeUppercase === true },
  { characters: "0123456789", isLeftOut: ({ ExcludeNumbers }) => ExcludeNumbers === true },
  {
    characters: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    isLeftOut: ({ ExcludePunctuation }) => ExcludePunctuation === true,
  },
  { characters: " ", isLeftOut: ({ IncludeSpace }) => IncludeSpace !== true },
];

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export const getRandomPassword: SecretsOperation<"GetRandomPassword"> = {
  access: () => ({ action: "secretsmanager:GetRandomPassword", resource: "*" }),

  run({ ids }, input) {
    const { PasswordLength = lengthDefault, RequireEachIncludedType = true } = input;
    const excluded = new Set(input.ExcludeCharacters ?? "");
    const alphabets = kinds
      .filter(({ isLeftOut }) => !isLeftOut(input))
      .map(({ characters }) => [...characters].filter((character) => !excluded.has(character)).join(""))
      .filter((characters) => characters !== "");
    const all = alphabets.join("");
    if (all === "") throw invalidParameter("No characters are left to make a password of.");
    if (RequireEachIncludedType && PasswordLength < alphabets.length) {
      throw invalidParameter("The password length must be at least the number of required character types.");
    }

    const required = RequireEachIncludedType ? alphabets.map((alphabet) => ids.text(1, alphabet)) : [];
    const characters = [...required, ...ids.text(PasswordLength - required.length, all)];
    const order = characters.map((character) => ({ character, place: ids.bytes(4).readUInt32BE() }));
    order.sort((a, b) => a.place - b.place);
    return { RandomPassword: order.map(({ character }) => character).join("") };
  },
};
