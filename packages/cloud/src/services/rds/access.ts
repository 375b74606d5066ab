import type { Access, Scope } from "../../kernel/operation.ts";
import { arnOf, type Kind, lower } from "./model.ts";

/** Asks for what an input names, `*` where it names none. */
export const on =
  <Input>(action: string, kind: Kind, name: (input: Input) => string | undefined) =>
  (input: Input, scope: Scope): Access => {
    const id = name(input);
    const resource = id?.startsWith("arn:") ? id : arnOf(scope, kind, id === undefined ? "*" : lower(id));
    return { action: `rds:${action}`, resource };
  };

export const onAnything =
  (action: string): (() => Access) =>
  () => ({ action: `rds:${action}`, resource: "*" });
