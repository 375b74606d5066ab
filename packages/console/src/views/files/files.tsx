import { useState } from "preact/hooks";
import { useCloud } from "../../cloud/use-cloud.ts";
import { RunRows } from "../../ledger/run-rows.tsx";
import { findPipelines, type Run, readRuns } from "../../ledger/runs.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { goTo } from "../../route.ts";
import { countText } from "../../text.ts";
import type { ViewProps } from "../../view-props.ts";
import { DropZone } from "./drop-zone.tsx";
import { FileStory } from "./file-story.tsx";

/** Send files, and see what became of each. */
export function Files({ path }: ViewProps) {
  const [pipeline, runId] = path;
  return pipeline !== undefined && runId !== undefined ? (
    <FileStory key={runId} pipeline={pipeline} runId={runId} />
  ) : (
    <Pipelines chosen={pipeline} />
  );
}

function Pipelines({ chosen }: { readonly chosen: string | undefined }) {
  const pipelines = useCloud("pipelines", ["dynamodb"], findPipelines);
  return (
    <Show of={pipelines}>
      {(names) => {
        const name = chosen ?? names[0];
        return name === undefined ? (
          <Page title="Files">
            <Empty>No pipeline of this region keeps a ledger.</Empty>
          </Page>
        ) : (
          <Page title="Files" actions={<PipelineChoice names={names} chosen={name} />}>
            <DropZone key={name} pipeline={name} />
            <Runs pipeline={name} />
          </Page>
        );
      }}
    </Show>
  );
}

const PipelineChoice = ({ names, chosen }: { readonly names: readonly string[]; readonly chosen: string }) => (
  <select aria-label="Pipeline" value={chosen} onChange={(event) => goTo("files", event.currentTarget.value)}>
    {names.map((name) => (
      <option key={name}>{name}</option>
    ))}
  </select>
);

const filters: Readonly<Record<string, (run: Run) => boolean>> = {
  All: () => true,
  Running: ({ status }) => status === "running",
  Failed: ({ status }) => status === "failed",
  "With rejects": ({ counts }) => (counts?.rejected ?? 0) > 0,
};

function Runs({ pipeline }: { readonly pipeline: string }) {
  const runs = useCloud(`runs ${pipeline}`, ["dynamodb"], () => readRuns(pipeline));
  const [filter, setFilter] = useState("All");
  const [words, setWords] = useState("");
  return (
    <Show of={runs}>
      {(all) => {
        const shown = all.filter((run) => filters[filter]?.(run) === true && run.key.includes(words));
        return (
          <Panel
            title={countText(shown.length, "file")}
            actions={
              <>
                <input
                  type="search"
                  placeholder="Part of a name"
                  aria-label="Part of a name"
                  value={words}
                  onInput={(event) => setWords(event.currentTarget.value)}
                />
                <select aria-label="Show" value={filter} onChange={(event) => setFilter(event.currentTarget.value)}>
                  {Object.keys(filters).map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
              </>
            }
          >
            {shown.length === 0 ? <Empty>There is no such file yet. Drop one above.</Empty> : <RunRows runs={shown} />}
          </Panel>
        );
      }}
    </Show>
  );
}
