import type { Ids } from "@millrace/core";
import type { DynamoDbStore } from "../store.ts";
import type { OpenTable } from "../tables/table.ts";
import type { Backup } from "./backups.ts";

const hexadecimal = "0123456789abcdef";

interface Circumstances {
  readonly ids: Ids;
  readonly now: number;
  readonly name: string;
  readonly type: Backup["type"];
  readonly expiresAt?: number;
}

/** Keeps a table as it is now. */
export function backUp(store: DynamoDbStore, table: OpenTable, circumstances: Circumstances): Backup {
  const { ids, now, name, type, expiresAt } = circumstances;
  const id = `0${String(now).padStart(13, "0")}-${ids.text(8, hexadecimal)}`;
  const backup = {
    arn: `${table.definition.arn}/backup/${id}`,
    name,
    type,
    createdAt: now,
    table: table.definition,
    count: store.counts(table)[""] ?? { items: 0, bytes: 0 },
    ...(expiresAt !== undefined && { expiresAt }),
  };
  store.backups.add(backup, table.rows);
  return backup;
}
