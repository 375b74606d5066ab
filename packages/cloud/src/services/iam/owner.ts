import type { Call } from "../../kernel/operation.ts";
import { validationError } from "./errors.ts";
import type { User } from "./model.ts";
import type { IamStore } from "./store.ts";

/** The user that an operation means: named, or the one who calls. Throws NoSuchEntity or ValidationError. */
export function userOf({ store, principal }: Call<IamStore>, name: string | undefined): User {
  if (name !== undefined) return store.users.get(name);
  if (principal.kind === "user") return store.users.get(principal.arn.split("/").at(-1) ?? "");
  throw validationError("Must specify userName when calling with non-User credentials");
}

/** The ARN that asking for a user touches: the caller's own when nobody is named. */
export const userArn = (store: IamStore, account: string, name: string | undefined): string =>
  name === undefined ? "*" : (store.users.find(name)?.arn ?? `arn:aws:iam::${account}:user/${name}`);

/** A user's list with one entry changed, or taken out. */
export const changed = <Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  id: string,
  entry: Entry | undefined,
): Entry[] => entries.flatMap((one) => (one.id === id ? (entry ?? []) : one));
