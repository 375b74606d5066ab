import type { Condition, Path, UpdateAction } from "../expressions/ast.ts";
import type { Item } from "../values/attribute-value.ts";

/** A PartiQL statement with the values of its parameters in place. */
export type Statement = Select | Insert | Update | Delete | Exists;

export interface Select {
  readonly kind: "select";
  readonly table: string;
  readonly index: string | undefined;
  /** Undefined for `*`. */
  readonly paths: readonly Path[] | undefined;
  readonly where: Condition | undefined;
  readonly orderBy: readonly { readonly name: string; readonly isDescending: boolean }[];
}

export interface Insert {
  readonly kind: "insert";
  readonly table: string;
  readonly item: Item;
}

export interface Update {
  readonly kind: "update";
  readonly table: string;
  readonly actions: readonly UpdateAction[];
  readonly where: Condition | undefined;
  readonly returning: Returning | undefined;
}

export interface Delete {
  readonly kind: "delete";
  readonly table: string;
  readonly where: Condition | undefined;
  readonly returning: Returning | undefined;
}

/** A check within a transaction. */
export interface Exists {
  readonly kind: "exists";
  readonly table: string;
  readonly select: Select;
}

/** As UpdateItem's ReturnValues say it. */
export type Returning = "ALL_OLD" | "ALL_NEW" | "UPDATED_OLD" | "UPDATED_NEW";
