import type { Call, Operation } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import { malformedXml, noSuchConfiguration } from "../errors.ts";
import { bucketArn } from "../model.ts";
import type { S3Store } from "../store.ts";
import type { ListedKind } from "./kinds.ts";

type WithId = { readonly Bucket: string; readonly Id: string };
type Document = { readonly Id?: string | undefined };

/** A configuration of which a bucket has many, each with an id: what its four operations do not share. */
export interface ListedKindOf<Shape extends Document, One, Many> {
  readonly name: ListedKind;
  readonly rights: { readonly put: string; readonly get: string };
  /** The member of the input of Put that holds the document. */
  readonly member: One;
  /** The member of the output of List that holds them. */
  readonly list: Many;
  /** Throws what S3 says of documents that the model lets through. */
  readonly check: (document: Shape, id: string, call: Call<S3Store>) => void;
}

/** S3 lists so many at once: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBucketMetricsConfigurations.html */
const pageMax = 100;
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
const configurationsMax = 1000;

export interface ListedOperations<Shape, One extends string, Many extends string> {
  readonly put: Operation<
    S3Store,
    { input: WithId & { readonly [Member in One]?: Shape | undefined }; output: Record<never, never> }
  >;
  readonly get: Operation<S3Store, { input: WithId; output: { [Member in One]?: Shape } }>;
  readonly remove: Operation<S3Store, { input: WithId; output: Record<never, never> }>;
  readonly list: Operation<
    S3Store,
    {
      input: { readonly Bucket: string; readonly ContinuationToken?: string | undefined };
      output: { [Member in Many]?: Shape[] } & { IsTruncated?: boolean };
    }
  >;
}

export function listedConfiguration<Shape extends Document, One extends string, Many extends string>(
  kind: ListedKindOf<Shape, One, Many>,
): ListedOperations<Shape, One, Many> {
  const { name, rights, member, list } = kind;
  const access = (action: string) => (input: { readonly Bucket: string }) => ({
    action,
    resource: bucketArn(input.Bucket),
  });
  const find = (store: S3Store, { Bucket, Id }: WithId): Shape => {
    const document = store.configuration(store.bucket(Bucket).name, name, Id);
    if (document === undefined) throw noSuchConfiguration();
    return document as Shape;
  };
  return {
    put: {
      access: access(rights.put),
      run(call, input) {
        const bucket = call.store.bucket(input.Bucket);
        const document: Shape | undefined = input[member];
        if (document === undefined) throw malformedXml();
        kind.check(document, input.Id, call);
        refuseTooMany(call.store, bucket.name, name, input.Id);

        call.store.putConfiguration(bucket.name, name, input.Id, document);

        return {};
      },
    },
    get: {
      access: access(rights.get),
      run: ({ store }, input) => ({ [member]: find(store, input) }) as never,
    },
    remove: {
      access: access(rights.put),
      run({ store }, input) {
        find(store, input);

        store.deleteConfiguration(input.Bucket, name, input.Id);

        return {};
      },
    },
    list: {
      access: access(rights.get),
      run({ store }, input) {
        const { name: bucket } = store.bucket(input.Bucket);
        const found = [...store.configurations(bucket, name)];
        const { items, next } = pageOf(found, { token: input.ContinuationToken, max: pageMax, idOf: ([id]) => id });

        return {
          IsTruncated: next !== undefined,
          ...(input.ContinuationToken === undefined ? {} : { ContinuationToken: input.ContinuationToken }),
          ...(next === undefined ? {} : { NextContinuationToken: next }),
          ...(items.length === 0 ? {} : { [list]: items.map(([, document]) => document) }),
        } as never;
      },
    },
  };
}

function refuseTooMany(store: S3Store, bucket: string, kind: ListedKind, id: string): void {
  if (store.configuration(bucket, kind, id) !== undefined) return;
  let count = 0;
  for (const _ of store.configurations(bucket, kind)) count++;
  if (count >= configurationsMax) throw malformedXml();
}
