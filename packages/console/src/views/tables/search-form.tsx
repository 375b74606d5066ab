import { useState } from "preact/hooks";
import { keyOf, type Search, type Table } from "./table.ts";

interface SearchFormProps {
  readonly table: Table;
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
}

export function SearchForm({ table, search, onSearch }: SearchFormProps) {
  const [draft, setDraft] = useState(search);
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  const [hash, range] = keyOf(table, draft.index);
  return (
    <form
      class="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(draft);
      }}
    >
      <label>
        Look in
        <select value={draft.index} onChange={(event) => setDraft({ ...draft, index: event.currentTarget.value })}>
          <option value="">{table.TableName}</option>
          {indexes.map(({ IndexName }) => (
            <option key={IndexName}>{IndexName}</option>
          ))}
        </select>
      </label>
      <label>
        {hash?.AttributeName}
        <input
          value={draft.partition}
          placeholder="any"
          onInput={(event) => setDraft({ ...draft, partition: event.currentTarget.value })}
        />
      </label>
      {range === undefined ? undefined : (
        <label>
          {range.AttributeName} begins with
          <input
            value={draft.sort}
            placeholder="any"
            disabled={draft.partition === ""}
            onInput={(event) => setDraft({ ...draft, sort: event.currentTarget.value })}
          />
        </label>
      )}
      <button type="submit">{draft.partition === "" ? "Scan" : "Query"}</button>
    </form>
  );
}
