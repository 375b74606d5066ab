import { useState } from "preact/hooks";
import { cellText, type Item } from "../../cloud/items.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { countText } from "../../text.ts";
import { ItemEditor } from "./item-editor.tsx";
import { SearchForm } from "./search-form.tsx";
import { describeTable, findItems, keyOfItem, type Search, type Table } from "./table.ts";

const attributesMax = 4;

/** Looks through a table by key and index, and changes items. */
export function TableBrowser({ name }: { readonly name: string }) {
  const table = useCloud(`table ${name}`, [], () => describeTable(name));
  return (
    <Page title={name} trail={[["Tables", "tables"]]}>
      <Show of={table}>{(described) => <Items table={described} />}</Show>
    </Page>
  );
}

function Items({ table }: { readonly table: Table }) {
  const [search, setSearch] = useState<Search>({ index: "", partition: "", sort: "" });
  const [open, setOpen] = useState<Item>();
  const [isNew, setNew] = useState(false);
  const items = useCloud(`items ${table.TableName} ${JSON.stringify(search)}`, ["dynamodb"], () =>
    findItems(table, search),
  );
  const id = (item: Item): string => JSON.stringify(keyOfItem(table, item));
  const close = (): void => {
    setOpen(undefined);
    setNew(false);
    items.reload();
  };
  return (
    <>
      <SearchForm table={table} search={search} onSearch={setSearch} />
      <Show of={items}>
        {(found) => (
          <Panel
            title={countText(found.length, "item")}
            actions={
              <button type="button" onClick={() => setNew(true)}>
                New item
              </button>
            }
          >
            {found.length === 0 ? (
              <Empty>Nothing was found.</Empty>
            ) : (
              <Rows
                label="Items"
                items={found}
                columns={columnsOf(table, found)}
                id={id}
                onOpen={setOpen}
                isOpen={(item) => open !== undefined && id(item) === id(open)}
              />
            )}
          </Panel>
        )}
      </Show>
      {open === undefined && !isNew ? undefined : (
        <ItemEditor
          key={open === undefined ? "new" : id(open)}
          table={table}
          item={isNew ? undefined : open}
          onDone={close}
        />
      )}
    </>
  );
}

/** The key, and the attributes that most items have. */
function columnsOf(table: Table, items: readonly Item[]): Column<Item>[] {
  const keys = table.KeySchema.map(({ AttributeName }) => AttributeName);
  const counts = new Map<string, number>();
  for (const name of items.slice(0, 100).flatMap((item) => Object.keys(item)))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const others = [...counts]
    .filter(([name]) => !keys.includes(name))
    .sort(([, a], [, b]) => b - a)
    .slice(0, attributesMax)
    .map(([name]) => name);
  return [...keys, ...others].map((name) => ({
    title: name,
    isExtra: !keys.includes(name),
    cell: (item) => {
      const text = cellText(item[name]);
      return <span title={text}>{text}</span>;
    },
  }));
}
