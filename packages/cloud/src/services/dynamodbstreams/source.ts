import type { AttributeValue } from "@aws-sdk/client-dynamodb-streams";

/**
 * What this service needs of whoever keeps the streams. The tables' own service does: this one is its second face, with
 * an endpoint of its own, as on AWS.
 */
export interface StreamSource {
  find(arn: string): Stream | undefined;
  list(options: { readonly tableName?: string | undefined; readonly afterArn?: string | undefined }): Iterable<Stream>;
  shards(stream: Stream): readonly Shard[];
  records(
    stream: Stream,
    range: {
      readonly from: number;
      readonly to: number | undefined;
      readonly countMax: number;
      readonly bytesMax: number;
    },
  ): Iterable<ChangeRecord>;
  /** Records before this sequence number are gone. */
  oldest(): number;
  /** The sequence number of the next change. */
  next(stream: Stream): number;
}

export interface Stream {
  readonly arn: string;
  readonly tableName: string;
  readonly tableId: string;
  readonly label: string;
  readonly viewType: string;
  readonly keySchema: { readonly hash: KeyAttribute; readonly range: KeyAttribute | undefined };
  readonly createdAt: number;
  readonly disabledAt?: number;
}

interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

export interface Shard {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly openedAt: number;
  readonly first: number;
  readonly last?: number;
}

export interface ChangeRecord {
  readonly sequence: number;
  readonly at: number;
  readonly name: "INSERT" | "MODIFY" | "REMOVE";
  readonly bytes: number;
  readonly keys: Image;
  readonly old?: Image;
  readonly new?: Image;
  readonly isByService?: boolean;
}

/** Attribute values as they travel; the wire sends them as they are. */
export type Image = Readonly<Record<string, AttributeValue>>;
