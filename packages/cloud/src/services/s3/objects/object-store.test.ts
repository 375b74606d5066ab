import { Readable } from "node:stream";
import { seededIds } from "@millrace/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TestKernel, testKernel } from "../../../kernel/test-kernel.ts";
import { s3 } from "../service.ts";
import { newVersionId, orderIn, orderOf } from "./version-id.ts";

describe("Version ids", () => {
  it("tell the place of their version, newer ones before", () => {
    const ids = seededIds("versions");
    const [older, newer] = ["001B7C0000000001AB", "001B7C0000000002AB"];

    expect(orderIn(newVersionId(older, ids))).toBe(orderOf(older));
    expect(orderOf(newer) < orderOf(older)).toBe(true);
    expect(newVersionId(older, ids)).toMatch(/^[\w.]{32}$/);
    expect(orderIn("null")).toBeUndefined();
  });
});

const Bucket = "modelled";
const Key = "k";

/** What a key's versions should be, newest first: as plainly as it can be said. */
interface ModelVersion {
  readonly id: string;
  /** Undefined for a marker. */
  readonly body: string | undefined;
}

type Step =
  | { readonly kind: "put"; readonly body: string }
  | { readonly kind: "delete" }
  | { readonly kind: "remove"; readonly at: number }
  | { readonly kind: "set"; readonly status: "Enabled" | "Suspended" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), body: fc.string({ minLength: 1, maxLength: 8 }) }),
  fc.constant({ kind: "delete" as const }),
  fc.record({ kind: fc.constant("remove" as const), at: fc.nat(5) }),
  fc.record({ kind: fc.constant("set" as const), status: fc.constantFrom("Enabled" as const, "Suspended" as const) }),
);

class Model {
  versions: ModelVersion[] = [];
  status: "Enabled" | "Suspended" | undefined;

  /** Puts a version on top; without an id of its own it replaces the one that is called null. */
  push(id: string, body: string | undefined): void {
    this.versions = [{ id, body }, ...this.versions.filter((one) => one.id !== id)];
  }
}

async function play(test: TestKernel, model: Model, one: Step): Promise<void> {
  if (one.kind === "set") {
    model.status = one.status;
    await test.call("s3", "PutBucketVersioning", { Bucket, VersioningConfiguration: { Status: one.status } });
  } else if (one.kind === "put") {
    const { VersionId = "null" } = await test.call("s3", "PutObject", {
      Bucket,
      Key,
      Body: Readable.from([Buffer.from(one.body)]),
    });
    model.push(VersionId, one.body);
  } else if (one.kind === "delete") {
    const { VersionId } = await test.call("s3", "DeleteObject", { Bucket, Key });
    if (model.status === undefined) model.versions = [];
    else model.push(VersionId ?? "null", undefined);
  } else {
    const gone = model.versions[one.at];
    if (gone === undefined) return;
    await test.call("s3", "DeleteObject", { Bucket, Key, VersionId: gone.id });
    model.versions = model.versions.filter(({ id }) => id !== gone.id);
  }
}

async function look(test: TestKernel): Promise<ModelVersion[]> {
  const { Versions = [], DeleteMarkers = [] } = await test.call("s3", "ListObjectVersions", { Bucket });
  const ids = [...Versions, ...DeleteMarkers].map(({ VersionId = "" }) => VersionId);
  const isMarker = new Set(DeleteMarkers.map(({ VersionId }) => VersionId));
  return Promise.all(
    ids.map(async (id) => {
      if (isMarker.has(id)) return { id, body: undefined };
      const { Body } = await test.call("s3", "GetObject", { Bucket, Key, VersionId: id });
      return { id, body: String(Body) };
    }),
  );
}

const byId = (a: ModelVersion, b: ModelVersion): number => (a.id < b.id ? -1 : 1);

describe("A key with versions", () => {
  it("is what was done to it, whatever that was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const test = testKernel([s3]);
        const model = new Model();
        const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
        await test.call("s3", "CreateBucket", { Bucket, CreateBucketConfiguration });
        try {
          for (const one of steps) {
            await play(test, model, one);

            const [newest] = model.versions;
            const { Contents = [] } = await test.call("s3", "ListObjectsV2", { Bucket });
            expect(Contents.length).toBe(newest?.body === undefined ? 0 : 1);
            expect((await look(test)).sort(byId)).toEqual([...model.versions].sort(byId));
          }
        } finally {
          await test.stop();
        }
      }),
      { numRuns: 40 },
    );
  });
});
