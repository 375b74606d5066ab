import { call, callAll } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { linkTo } from "../../route.ts";
import { bytesText, countText, timeText } from "../../text.ts";

interface Entry {
  readonly key: string;
  readonly size?: number;
  readonly changedAt?: string;
}

interface Listing {
  readonly CommonPrefixes?: readonly { readonly Prefix: string }[];
  readonly Contents?: readonly { readonly Key: string; readonly Size: number; readonly LastModified: string }[];
  readonly NextContinuationToken?: string;
}

/** What stands directly in one folder of a bucket. */
export function Folder({ bucket, prefix }: { readonly bucket: string; readonly prefix: string }) {
  const entries = useCloud(`folder ${bucket} ${prefix}`, ["s3"], () => readFolder(bucket, prefix));
  const columns: readonly Column<Entry>[] = [
    {
      title: "Name",
      width: "minmax(0, 3fr)",
      cell: ({ key, size }) => (
        <span class={size === undefined ? "folder" : ""} title={key}>
          {key.slice(prefix.length)}
        </span>
      ),
    },
    { title: "Size", width: "90px", isNumber: true, cell: ({ size }) => (size === undefined ? "" : bytesText(size)) },
    { title: "Changed", width: "170px", isNumber: true, isExtra: true, cell: ({ changedAt }) => timeText(changedAt) },
  ];
  const folders = prefix.split("/").slice(0, -1);
  return (
    <Page
      title={folders.at(-1) ?? bucket}
      trail={[
        ["Buckets", "buckets"],
        ...(prefix === "" ? [] : [[bucket, "buckets", bucket] as const]),
        ...folders
          .slice(0, -1)
          .map((name, index) => [name, "buckets", bucket, `${folders.slice(0, index + 1).join("/")}/`] as const),
      ]}
    >
      <Show of={entries}>
        {(all) =>
          all.length === 0 ? (
            <Empty>There is nothing in here.</Empty>
          ) : (
            <Panel title={countText(all.length, "entry", "entries")}>
              <Rows
                label="Objects"
                items={all}
                columns={columns}
                id={({ key }) => key}
                href={({ key }) => linkTo("buckets", bucket, key)}
              />
            </Panel>
          )
        }
      </Show>
    </Page>
  );
}

const readFolder = (Bucket: string, Prefix: string): Promise<Entry[]> =>
  callAll(async (token) => {
    const {
      CommonPrefixes = [],
      Contents = [],
      NextContinuationToken,
    } = await call<Listing>("s3", "ListObjectsV2", {
      Bucket,
      Prefix,
      Delimiter: "/",
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    return {
      items: [
        ...CommonPrefixes.map(({ Prefix: key }): Entry => ({ key })),
        ...Contents.map(({ Key, Size, LastModified }): Entry => ({ key: Key, size: Size, changedAt: LastModified })),
      ],
      next: NextContinuationToken,
    };
  });
