import { useState } from "preact/hooks";
import { call, callAll } from "../cloud/call.ts";
import { useCloud } from "../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../parts/page.tsx";
import { type Column, Rows } from "../parts/rows.tsx";
import { linkTo } from "../route.ts";
import { bytesText } from "../text.ts";
import type { ViewProps } from "../view-props.ts";
import { LogTail } from "./log-tail.tsx";

interface Group {
  readonly logGroupName: string;
  readonly storedBytes?: number;
  readonly retentionInDays?: number;
}

const columns: readonly Column<Group>[] = [
  { title: "Group", width: "minmax(0, 3fr)", cell: ({ logGroupName }) => logGroupName },
  { title: "Size", width: "90px", isNumber: true, cell: ({ storedBytes = 0 }) => bytesText(storedBytes) },
  {
    title: "Kept",
    width: "110px",
    isNumber: true,
    isExtra: true,
    cell: ({ retentionInDays }) => (retentionInDays === undefined ? "for ever" : `${retentionInDays} days`),
  },
];

export function Logs({ path: [group] }: ViewProps) {
  return group === undefined ? <Groups /> : <GroupPage key={group} group={group} />;
}

function Groups() {
  const groups = useCloud("groups", ["logs"], () =>
    callAll(async (nextToken) => {
      const answer = await call<{ logGroups?: Group[]; nextToken?: string }>(
        "logs",
        "DescribeLogGroups",
        nextToken === undefined ? {} : { nextToken },
      );
      return { items: answer.logGroups, next: answer.nextToken };
    }),
  );
  return (
    <Page title="Logs">
      <Show of={groups}>
        {(all) =>
          all.length === 0 ? (
            <Empty>There is no log group in this region.</Empty>
          ) : (
            <Panel title="CloudWatch Logs">
              <Rows
                label="Log groups"
                items={all}
                columns={columns}
                id={({ logGroupName }) => logGroupName}
                href={({ logGroupName }) => linkTo("logs", logGroupName)}
              />
            </Panel>
          )
        }
      </Show>
    </Page>
  );
}

function GroupPage({ group }: { readonly group: string }) {
  const [draft, setDraft] = useState("");
  const [filter, setFilter] = useState("");
  return (
    <Page title={group} trail={[["Logs", "logs"]]}>
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          setFilter(draft);
        }}
      >
        <label class="grow">
          Filter
          <input
            type="search"
            value={draft}
            placeholder='ERROR, or {$.level = "warn"}'
            onInput={(event) => setDraft(event.currentTarget.value)}
          />
        </label>
        <button type="submit">Filter</button>
      </form>
      <Panel title="Lines">
        <LogTail group={group} filter={filter} />
      </Panel>
    </Page>
  );
}
