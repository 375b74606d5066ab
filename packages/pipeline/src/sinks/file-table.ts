export interface FileTableOptions {
  /** The name of the table, which has an item for each file. */
  readonly table: string;
  /** The partition key of the table: the key of the object. */
  readonly key: string;
  /** Whether the last function writes the item, or the state machine does it itself; the function unless told otherwise. */
  readonly by?: "function" | "workflow";
  /** Read and write units of the table, which follow the load between these two; on demand unless told otherwise. */
  readonly capacity?: Capacity;
}

export interface Capacity {
  /** Units that are always there. */
  readonly min: number;
  /** Units at most. */
  readonly max: number;
}

/** A DynamoDB table with an item for each file, not for its rows: name, size, status, counts and times of the last run. */
export interface FileTable {
  readonly kind: "file-table";
  readonly table: string;
  readonly key: string;
  readonly by: "function" | "workflow";
  readonly capacity: Capacity | undefined;
}

export const fileTable = (options: FileTableOptions): FileTable => ({
  kind: "file-table",
  by: "function",
  capacity: undefined,
  ...options,
});
