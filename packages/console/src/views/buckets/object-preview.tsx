import { followDownload } from "../../browser.ts";
import { call, presign } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Action } from "../../parts/action.tsx";
import { Facts, Page, Panel, Show } from "../../parts/page.tsx";
import { goTo } from "../../route.ts";
import { bytesText, lastPart, timeText } from "../../text.ts";
import { Preview } from "./preview.tsx";

const previewBytes = 256 * 1024;
const unpackedBytesMax = 1024 * 1024;

interface Got {
  readonly Body?: string;
  readonly ContentType?: string;
  readonly ContentRange?: string;
  readonly ContentLength?: number;
  readonly LastModified?: string;
  readonly ETag?: string;
  readonly VersionId?: string;
}

/** One object: what S3 says of it, and its beginning. */
export function ObjectPreview({ bucket, name }: { readonly bucket: string; readonly name: string }) {
  const object = useCloud(`object ${bucket} ${name}`, [], async () => {
    const input = { Bucket: bucket, Key: name, Range: `bytes=0-${previewBytes - 1}` };
    const got = await call<Got>("s3", "GetObject", input).catch((error): Got => {
      // Nothing can be cut out of nothing.
      if (error.code === "InvalidRange") return { Body: "", ContentLength: 0 };
      throw error;
    });
    return { ...got, bytes: await unpacked(got.Body ?? "") };
  });
  const folders = name.split("/").slice(0, -1);
  const remove = async (): Promise<void> => {
    await call("s3", "DeleteObject", { Bucket: bucket, Key: name });
    goTo("buckets", bucket, ...(folders.length === 0 ? [] : [`${folders.join("/")}/`]));
  };
  return (
    <Page
      title={lastPart(name)}
      trail={[
        ["Buckets", "buckets"],
        [bucket, "buckets", bucket],
        ...folders.map(
          (folder, index) => [folder, "buckets", bucket, `${folders.slice(0, index + 1).join("/")}/`] as const,
        ),
      ]}
      actions={
        <>
          <Action run={async () => followDownload(await presign("GET", bucket, name), lastPart(name))}>Download</Action>
          <Action run={remove} question={`Delete ${name}?`}>
            Delete
          </Action>
        </>
      }
    >
      <Show of={object}>
        {(got) => (
          <>
            <Panel title="Object">
              <Facts
                of={{
                  Size: bytesText(Number(got.ContentRange?.split("/")[1] ?? got.ContentLength ?? 0)),
                  Type: got.ContentType,
                  Changed: timeText(got.LastModified),
                  ETag: got.ETag,
                  Version: got.VersionId,
                }}
              />
            </Panel>
            <Panel title="Beginning">
              <Preview name={name} bytes={got.bytes} />
            </Panel>
          </>
        )}
      </Show>
    </Page>
  );
}

/** The bytes of an object's beginning; packed ones unpacked, as far as they go. */
async function unpacked(base64: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const chunks: BlobPart[] = [];
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  let bytesLeft = unpackedBytesMax;
  for (;;) {
    // What is cut off in the middle ends in an error.
    const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
    if (done || value === undefined || bytesLeft <= 0) break;
    chunks.push(new Uint8Array(value));
    bytesLeft -= value.length;
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
