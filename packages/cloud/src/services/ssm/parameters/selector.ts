import { parseArn } from "@millrace/core";
import { versionNotFound } from "../errors.ts";
import { currentOf, type Parameter, type Version } from "../model.ts";

/** A parameter as requests name it: `NAME`, `NAME:3`, `NAME:label`, each with a name or an ARN. */
export interface Asked {
  readonly name: string;
  readonly selector: string | undefined;
}

export function readName(text: string): Asked {
  const resource = parseArn(text)?.resource;
  const plain = resource === undefined ? text : resource.replace(/^parameter/, "");
  const colon = plain.indexOf(":");
  return colon < 0
    ? { name: plain, selector: undefined }
    : { name: plain.slice(0, colon), selector: plain.slice(colon + 1) };
}

export function selected(parameter: Parameter, selector: string | undefined): Version {
  if (selector === undefined) return currentOf(parameter);
  const version = parameter.versions.find(({ version: at, labels }) =>
    /^\d+$/.test(selector) ? at === Number(selector) : labels.includes(selector),
  );
  if (version === undefined) throw versionNotFound(parameter.name, selector);
  return version;
}
