import type { Ids } from "@millrace/core";
import type { Call } from "../../kernel/operation.ts";
import { noSuch } from "./errors.ts";
import type { ServiceCredential, User } from "./model.ts";
import { userOf } from "./owner.ts";
import type { IamStore } from "./store.ts";

interface Wanted {
  readonly UserName?: string | undefined;
  readonly ServiceSpecificCredentialId: string | undefined;
}

/** Throws NoSuchEntity. Without a user's name it is looked for among all users, as an administrator may ask. */
export function serviceCredentialOf(
  call: Call<IamStore>,
  { UserName: name, ServiceSpecificCredentialId: wanted = "" }: Wanted,
): { readonly user: User; readonly credential: ServiceCredential } {
  const isOwner = (user: User): boolean => user.serviceCredentials.some(({ id }) => id === wanted);
  const isNamed = name !== undefined || call.principal.kind === "user";
  const user = isNamed ? userOf(call, name) : [...call.store.users.list()].find(isOwner);
  const credential = user?.serviceCredentials.find(({ id }) => id === wanted);
  if (user === undefined || credential === undefined) throw noSuch.serviceCredential(wanted);
  return { user, credential };
}

export const newServicePassword = (ids: Ids): string => ids.bytes(32).toString("base64");
