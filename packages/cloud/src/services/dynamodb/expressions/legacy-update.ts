import { invalidParameter, validation } from "../errors.ts";
import { type AttributeValue, type Item, typeOf } from "../values/attribute-value.ts";
import { checkedValue } from "../values/check.ts";
import { refuseKeys, typeNames, type Update } from "./bind-update.ts";
import { applyChanges, type Change } from "./document-changes.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html */
interface AttributeUpdate {
  readonly Action?: string | undefined;
  readonly Value?: AttributeValue | undefined;
}

export function legacyUpdate(updates: Readonly<Record<string, AttributeUpdate>>): Update {
  const changes = Object.entries(updates).map(([name, update]) => legacyChange(name, update));
  const paths = changes.map(({ path }) => path);
  return {
    paths,
    opened: new Set(),
    apply(item) {
      for (const change of changes) refuseOtherType(item, change);
      return applyChanges(item, changes);
    },
    refuseKeys: (schema) => refuseKeys(schema, paths),
    addsItem: changes.length === 0 || changes.some(({ kind }) => kind !== "remove" && kind !== "delete"),
  };
}

const setTypes = ["SS", "NS", "BS"];
const addable = ["N", "L", ...setTypes];

function legacyChange(name: string, { Action = "PUT", Value }: AttributeUpdate): Change {
  const path = [name];
  if (Value === undefined) {
    if (Action === "DELETE") return { kind: "remove", path };
    throw invalidParameter("Only DELETE action is allowed when no attribute value is specified");
  }
  const value = checkedValue(Value);
  const type = typeOf(value);
  if (Action === "PUT") return { kind: "set", path, value };
  if (Action === "DELETE") {
    if (setTypes.includes(type)) return { kind: "delete", path, value };
    throw invalidParameter(`DELETE action with value is not supported for the type ${typeNames[type]}`);
  }
  if (!addable.includes(type)) throw invalidParameter(`ADD action is not supported for the type ${typeNames[type]}`);
  return { kind: type === "L" ? "append" : "add", path, value };
}

function refuseOtherType(item: Item, change: Change): void {
  if (change.kind === "set" || change.kind === "remove") return;
  const name = String(change.path[0]);
  const current = Object.hasOwn(item, name) ? item[name] : undefined;
  if (current === undefined || typeOf(current) === typeOf(change.value)) return;
  throw validation("Type mismatch for attribute to update");
}
