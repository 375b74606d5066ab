import { invalid, reservedName, tooDeep } from "../errors.ts";

const levelsMax = 15;

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export function checkName(name: string): void {
  if (/^\/?aws(\/|$)/i.test(name)) throw reservedName(name);
  if (/^\/?(aws|ssm)/i.test(name)) throw invalid(namingRules(/^\/?aws/i.test(name) ? "aws" : "ssm"));
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name) || name.endsWith("/") || name.includes("//")) throw invalid(namingRules("ssm"));
  if (!name.startsWith("/") && name.includes("/")) throw invalid("Parameter name must be a fully qualified name.");
  if (name.split("/").length - 1 > levelsMax) throw tooDeep();
}

const namingRules = (prefix: string): string =>
  `Parameter name: can't be prefixed with "${prefix}" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_`;
