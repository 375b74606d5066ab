import type { Principal } from "../../../kernel/principal.ts";
import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { Input } from "../shapes.ts";

/** A table on its way to a bucket, or the other way. Times are milliseconds since the epoch. */
interface Transfer {
  readonly arn: string;
  readonly tableArn: string;
  readonly tableId: string;
  readonly status: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly items: number;
  readonly bytes: number;
  readonly failure?: { readonly code: string; readonly message: string };
  /** Who asked for it: the bucket is reached with their rights. */
  readonly principal: Principal;
}

export interface TableExport extends Transfer {
  readonly input: Omit<Input<"ExportTableToPointInTime">, "ExportTime" | "IncrementalExportSpecification">;
  readonly at: number;
  readonly manifest?: string;
}

export interface TableImport extends Transfer {
  readonly input: Input<"ImportTable">;
  readonly errors: number;
  readonly imported: number;
}

/** The exports and imports of one account in one region. */
export class Transfers {
  readonly exports: Collection<TableExport>;
  readonly imports: Collection<TableImport>;

  constructor(database: Database) {
    this.exports = new Collection(database, "exports");
    this.imports = new Collection(database, "imports");
  }
}
