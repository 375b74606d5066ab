import { useState } from "preact/hooks";
import { call } from "../../cloud/call.ts";
import type { Item } from "../../cloud/items.ts";
import { Action } from "../../parts/action.tsx";
import { Panel } from "../../parts/page.tsx";
import { prettyJson } from "../../text.ts";
import { keyOfItem, type Table } from "./table.ts";

interface ItemEditorProps {
  readonly table: Table;
  /** Undefined = a new one. */
  readonly item: Item | undefined;
  readonly onDone: () => void;
}

/** An item in DynamoDB's own JSON, to be read, changed and deleted. */
export function ItemEditor({ table, item, onDone }: ItemEditorProps) {
  const { TableName, KeySchema } = table;
  const [text, setText] = useState(
    prettyJson(item ?? Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, { S: "" }]))),
  );
  const save = async (): Promise<void> => {
    await call("dynamodb", "PutItem", { TableName, Item: JSON.parse(text) as Item });
    onDone();
  };
  const remove = async (): Promise<void> => {
    await call("dynamodb", "DeleteItem", { TableName, Key: keyOfItem(table, item ?? {}) });
    onDone();
  };
  return (
    <Panel
      title={item === undefined ? "New item" : "Item"}
      actions={
        <>
          <Action run={save}>Save</Action>
          {item === undefined ? undefined : (
            <Action run={remove} question="Delete this item?">
              Delete
            </Action>
          )}
          <button type="button" onClick={onDone}>
            Close
          </button>
        </>
      }
    >
      <textarea
        class="code"
        rows={Math.min(24, text.split("\n").length + 1)}
        value={text}
        aria-label="Item as JSON"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </Panel>
  );
}
