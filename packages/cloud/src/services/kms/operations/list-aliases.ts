import { pageOf } from "../../../kernel/paging.ts";
import { onNoKey } from "../access.ts";
import { managedServices } from "../keys/managed-services.ts";
import { type Alias, aliasArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

const limitDefault = 50;

/** Services whose alias is told before anybody uses it: it has no key until then. */
const unused = managedServices.map((service) => ({ name: `alias/aws/${service}` }));

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export const listAliases: KmsOperation<"ListAliases"> = {
  access: onNoKey("ListAliases"),

  run({ store }, { KeyId, Marker, Limit = limitDefault }) {
    const aliases = [...store.aliases()];
    const { items, next } = pageOf(KeyId === undefined ? withUnused(aliases) : of(store.key(KeyId).id, aliases), {
      token: Marker,
      max: Limit,
      idOf: ({ name }) => name,
    });
    return {
      Aliases: items.map(({ name, keyId, createdAt, changedAt }) => ({
        AliasName: name,
        AliasArn: aliasArn(store.scope, name),
        TargetKeyId: keyId,
        CreationDate: dateOf(createdAt),
        LastUpdatedDate: dateOf(changedAt),
      })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
};

type Listed = Pick<Alias, "name"> & Partial<Alias>;

const of = (keyId: string, aliases: readonly Alias[]): readonly Listed[] =>
  aliases.filter((alias) => alias.keyId === keyId);

function withUnused(aliases: readonly Alias[]): readonly Listed[] {
  const used = new Set(aliases.map(({ name }) => name));
  return [...aliases, ...unused.filter(({ name }) => !used.has(name))].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const dateOf = (time: number | undefined): Date | undefined => (time === undefined ? undefined : new Date(time));
