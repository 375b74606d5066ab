import type { Filter } from "@aws-sdk/client-secrets-manager";
import { invalidParameter } from "./errors.ts";
import type { Secret } from "./model.ts";

type Words = (secret: Secret) => readonly (string | undefined)[];

const words: Readonly<Record<string, Words>> = {
  name: ({ name }) => [name],
  description: ({ description }) => [description],
  "tag-key": ({ tags }) => Object.keys(tags),
  "tag-value": ({ tags }) => Object.values(tags),
  "owning-service": ({ owner }) => [owner],
  "primary-region": ({ arn, replicas }) => [replicas === undefined ? undefined : arn.split(":")[3]],
  all: ({ name, description, tags }) => [name, description, ...Object.keys(tags), ...Object.values(tags)],
};

/** Values match what begins with them; a `!` in front turns them round. https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html */
export const matchesAll = (secret: Secret, filters: readonly Filter[]): boolean =>
  filters.every(({ Key = "", Values = [] }) => {
    const read = words[Key];
    if (read === undefined) throw invalidParameter(`The filter key ${Key} is not valid.`);
    return Values.some((value) => matches(read(secret), value));
  });

function matches(texts: readonly (string | undefined)[], value: string): boolean {
  if (value.startsWith("!")) return !matches(texts, value.slice(1));
  return texts.some((text) => text?.toLowerCase().startsWith(value.toLowerCase()));
}
