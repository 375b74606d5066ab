import { followDownload } from "../../browser.ts";
import { call, presign } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Action } from "../../parts/action.tsx";
import { Empty, Facts, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { goTo } from "../../route.ts";
import { bytesText, decodeText, lastPart, prettyJson, timeText } from "../../text.ts";
import { readCsv } from "./read-csv.ts";

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
  const [head = [], ...rows] = readCsv(text);
  const columns: readonly Column<readonly string[]>[] = head.map((title, index) => ({
    title: title === "" ? String(index + 1) : title,
    width: `${widthOf([title, ...rows.slice(0, measuredRows).map((row) => row[index] ?? "")])}px`,
    cell: (row) => <span title={row[index]}>{row[index] ?? ""}</span>,
  }));
  return (
    <div class="wide">
      <Rows label="Rows" items={rows} columns={columns} id={(row) => String(rows.indexOf(row))} />
    </div>
  );
}

const measuredRows = 100;
const letterWidth = 8;

/** As wide as what stands in a column, within reason. */
const widthOf = (texts: readonly string[]): number =>
  Math.min(280, Math.max(64, ...texts.map(({ length }) => length * letterWidth + 8)));
