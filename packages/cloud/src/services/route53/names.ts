import { invalidDomainName } from "./errors.ts";

const namePattern = /^(?=.{1,255}$)(?:[!-\-/-~]{1,63}\.)*[!-\-/-~]{1,63}\.?$/;

/** With a dot at its end, in lower case; `*` stays as it is. Throws InvalidDomainName. */
export function fullName(text: string): string {
  if (!namePattern.test(text)) throw invalidDomainName(text);
  const name = text.toLowerCase().replaceAll("\\052", "*");
  return name.endsWith(".") ? name : `${name}.`;
}

/**
 * As answers write it: what is no letter, digit, hyphen, underscore or dot in octal.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
export const printedName = (name: string): string =>
  name.replace(/[^a-z0-9._-]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);

/** Names are listed by their labels from the right: `com.example.www.` */
export const sortName = (name: string): string => `${name.split(".").slice(0, -1).reverse().join(".")}.`;

export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);
