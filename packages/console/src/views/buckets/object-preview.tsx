import { followDownload } from "../../browser.ts";
import { call, presign } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { readCsv } from "../../formats/read-csv.ts";
import { Action } from "../../parts/action.tsx";
import { Empty, Facts, Page, Panel, Show } from "../../parts/page.tsx";
import { TextTable } from "../../parts/text-table.tsx";
import { goTo } from "../../route.ts";
import { bytesText, decodeText, lastPart, prettyJson, timeText } from "../../text.ts";

const previewBytes = 256 * 1024;

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
  const object = useCloud(`object ${bucket} ${name}`, [], () =>
    call<Got>("s3", "GetObject", { Bucket: bucket, Key: name, Range: `bytes=0-${previewBytes - 1}` }).catch((error) => {
      // Nothing can be cut out of nothing.
      if (error.code === "InvalidRange") return { Body: "", ContentLength: 0 } as Got;
      throw error;
    }),
  );
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
              <Preview name={name} text={decodeText(got.Body ?? "")} />
            </Panel>
          </>
        )}
      </Show>
    </Page>
  );
}

function Preview({ name, text }: { readonly name: string; readonly text: string }) {
  if (text === "") return <Empty>The object is empty.</Empty>;
  // What UTF-8 cannot be is no text.
  if (text.slice(0, 1000).includes("\u{fffd}") || text.includes("\0")) return <Empty>This is not text.</Empty>;
  if (/\.csv$/i.test(name)) return <CsvPreview text={text} />;
  return <pre class="code tall">{/\.json$/i.test(name) ? prettyJson(text) : text}</pre>;
}

function CsvPreview({ text }: { readonly text: string }) {
  const [titles = [], ...rows] = readCsv(text);
  return <TextTable label="Rows" titles={titles} rows={rows} />;
}
