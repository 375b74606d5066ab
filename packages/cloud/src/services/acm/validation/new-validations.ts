import { createHash } from "node:crypto";
import { invalidValidationOption } from "../errors.ts";
import type { Validation } from "../model.ts";

interface Option {
  readonly DomainName?: string | undefined;
  readonly ValidationDomain?: string | undefined;
}

const nameLength = 32;
const zoneLength = 10;

/** What is asked for each name. The record of a name is the same whenever an account asks for it, and for its wildcard. */
export function newValidations(
  account: string,
  names: readonly string[],
  method: string,
  options: readonly Option[],
): Validation[] {
  for (const { DomainName = "", ValidationDomain = "" } of options) {
    const isSuper = DomainName === ValidationDomain || DomainName.endsWith(`.${ValidationDomain}`);
    if (!isSuper || !names.includes(DomainName)) throw invalidValidationOption(ValidationDomain);
  }
  return names.map((name) => {
    const chosen = options.find(({ DomainName }) => DomainName === name)?.ValidationDomain;
    return {
      name,
      validationDomain: chosen ?? name,
      status: "PENDING_VALIDATION",
      ...(method === "DNS" && { record: recordOf(account, name.replace(/^\*\./, "")) }),
    };
  });
}

function recordOf(account: string, name: string): { readonly name: string; readonly value: string } {
  const [left, right] = ["name", "value"].map((part) =>
    createHash("sha256").update(`${account}/${name}/${part}`).digest("hex"),
  ) as [string, string];
  const zone = right
    .slice(nameLength, nameLength + zoneLength)
    .replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "a");
  return {
    name: `_${left.slice(0, nameLength)}.${name}.`,
    value: `_${right.slice(0, nameLength)}.${zone}.acm-validations.aws.`,
  };
}
