import type { AwsError } from "@millrace/wire";
import type { Call, Operation } from "../../../kernel/operation.ts";
import { malformedXml } from "../errors.ts";
import { type Bucket, bucketArn } from "../model.ts";
import type { S3Store } from "../store.ts";
import type { BucketConfigurations } from "./kinds.ts";

type Name = keyof BucketConfigurations;
type Document<Key extends Name> = NonNullable<BucketConfigurations[Key]>;
type OnBucket = { readonly Bucket: string };

/** A configuration of which a bucket has one or none: what its Put, Get and Delete do not share. */
export interface SingleKind<Key extends Name, PutInput extends OnBucket, GetOutput> {
  readonly name: Key;
  /** The rights to write and to read it. Who may write may also delete. */
  readonly rights: { readonly put: string; readonly get: string };
  /** The document in the input of Put; undefined when there is none, which is refused. */
  readonly read: (input: PutInput) => Document<Key> | undefined;
  readonly write: (document: Document<Key>, bucket: Bucket) => GetOutput;
  /** What S3 answers, or throws, where there is none. */
  readonly missing: (bucket: string) => GetOutput | AwsError;
  /** Refuses documents that the model lets through; answers what is kept, and undefined when that is nothing. */
  readonly check?: (document: Document<Key>, call: Call<S3Store>, bucket: Bucket) => BucketConfigurations[Key];
  /** Runs once it is stored, in the same transaction. */
  readonly stored?: (call: Call<S3Store>, bucket: Bucket) => void;
}

/** The three operations of such a configuration. */
export interface SingleOperations<PutInput extends OnBucket, GetOutput> {
  readonly put: Operation<S3Store, { input: PutInput; output: Record<never, never> }>;
  readonly get: Operation<S3Store, { input: OnBucket; output: GetOutput }>;
  readonly remove: Operation<S3Store, { input: OnBucket; output: Record<never, never> }>;
}

export function singleConfiguration<Key extends Name, PutInput extends OnBucket, GetOutput>(
  kind: SingleKind<Key, PutInput, GetOutput>,
): SingleOperations<PutInput, GetOutput> {
  const { name, rights } = kind;
  const access = (action: string) => (input: OnBucket) => ({ action, resource: bucketArn(input.Bucket) });
  const replace = (store: S3Store, bucket: Bucket, document: BucketConfigurations[Key]): Bucket => {
    const changed = { ...bucket, configurations: { ...bucket.configurations, [name]: document } };
    store.putBucket(changed);
    return changed;
  };
  return {
    put: {
      access: access(rights.put),
      run(call, input) {
        const bucket = call.store.bucket(input.Bucket);
        const document = kind.read(input);
        if (document === undefined) throw malformedXml();
        const kept = kind.check === undefined ? document : kind.check(document, call, bucket);

        const changed = replace(call.store, bucket, kept);
        kind.stored?.(call, changed);

        return {};
      },
    },
    get: {
      access: access(rights.get),
      run({ store }, input) {
        const bucket = store.bucket(input.Bucket);
        const document = bucket.configurations[name];
        if (document !== undefined) return kind.write(document, bucket) as never;
        const missing = kind.missing(bucket.name);
        if (missing instanceof Error) throw missing;
        return missing as never;
      },
    },
    remove: {
      access: access(rights.put),
      run({ store }, input) {
        replace(store, store.bucket(input.Bucket), undefined);

        return {};
      },
    },
  };
}
