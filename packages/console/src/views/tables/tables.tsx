import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { linkTo } from "../../route.ts";
import { bytesText, numberText } from "../../text.ts";
import type { ViewProps } from "../../view-props.ts";
import { describeTable, type Table } from "./table.ts";
import { TableBrowser } from "./table-browser.tsx";

const columns: readonly Column<Table>[] = [
  { title: "Name", width: "minmax(0, 2fr)", cell: ({ TableName }) => TableName },
  {
    title: "Key",
    isExtra: true,
    cell: ({ KeySchema }) => KeySchema.map(({ AttributeName }) => AttributeName).join(", "),
  },
  { title: "Items", width: "90px", isNumber: true, cell: ({ ItemCount = 0 }) => numberText(ItemCount) },
  { title: "Size", width: "90px", isNumber: true, cell: ({ TableSizeBytes = 0 }) => bytesText(TableSizeBytes) },
];

export function Tables({ path: [name] }: ViewProps) {
  return name === undefined ? <TableList /> : <TableBrowser key={name} name={name} />;
}

function TableList() {
  const tables = useCloud("tables", ["dynamodb"], async () => {
    const { TableNames = [] } = await call<{ TableNames?: string[] }>("dynamodb", "ListTables");
    return Promise.all(TableNames.map(describeTable));
  });
  return (
    <Page title="Tables">
      <Show of={tables}>
        {(all) =>
          all.length === 0 ? (
            <Empty>There is no table in this region.</Empty>
          ) : (
            <Panel title="DynamoDB">
              <Rows
                label="Tables"
                items={all}
                columns={columns}
                id={({ TableName }) => TableName}
                href={({ TableName }) => linkTo("tables", TableName)}
              />
            </Panel>
          )
        }
      </Show>
    </Page>
  );
}
