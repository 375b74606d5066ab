import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { linkTo } from "../../route.ts";
import { timeText } from "../../text.ts";
import type { ViewProps } from "../../view-props.ts";
import { Folder } from "./folder.tsx";
import { ObjectPreview } from "./object-preview.tsx";

interface Bucket {
  readonly Name: string;
  readonly CreationDate: string;
}

const columns: readonly Column<Bucket>[] = [
  { title: "Name", width: "minmax(0, 3fr)", cell: ({ Name }) => Name },
  { title: "Made", width: "170px", isNumber: true, isExtra: true, cell: ({ CreationDate }) => timeText(CreationDate) },
];

/** `#/buckets/BUCKET/KEY`; a key that ends in a slash, or none, is a folder. */
export function Buckets({ path: [bucket, key = ""] }: ViewProps) {
  if (bucket === undefined) return <BucketList />;
  const props = { key: `${bucket} ${key}`, bucket };
  return key === "" || key.endsWith("/") ? <Folder {...props} prefix={key} /> : <ObjectPreview {...props} name={key} />;
}

function BucketList() {
  const buckets = useCloud("buckets", ["s3"], () => call<{ Buckets?: Bucket[] }>("s3", "ListBuckets"));
  return (
    <Page title="Buckets">
      <Show of={buckets}>
        {({ Buckets: all = [] }) =>
          all.length === 0 ? (
            <Empty>There is no bucket.</Empty>
          ) : (
            <Panel title="S3">
              <Rows
                label="Buckets"
                items={all}
                columns={columns}
                id={({ Name }) => Name}
                href={({ Name }) => linkTo("buckets", Name)}
              />
            </Panel>
          )
        }
      </Show>
    </Page>
  );
}
