import { placeInLayers } from "../../graph/layered.ts";
import { addressOf, type MapPart } from "./parts.ts";
import type { PipelineMapProps } from "./pipeline-map-props.ts";

/** The map where there is no room for one: each part in the order in which data reaches it, and what it leads to. */
export function PartList({ parts, links, vitals }: PipelineMapProps) {
  const { at } = placeInLayers(
    parts.map(({ id }) => ({ id, width: 1, height: 1 })),
    links,
  );
  const order = ({ id }: MapPart): number => at.get(id)?.y ?? 0;
  const nameOf = new Map(parts.map(({ id, kind, name }) => [id, `${kind.word.toLowerCase()} ${name}`]));
  return (
    <ul class="part-list">
      {[...parts]
        .sort((a, b) => order(a) - order(b))
        .map((part) => {
          const next = links.filter(({ from }) => from === part.id).map(({ to }) => nameOf.get(to));
          const { tone = "dim", text = "" } = vitals.get(part.id) ?? {};
          return (
            <li key={part.id} class={tone}>
              <span class="dim">{part.kind.word}</span>{" "}
              {part.kind.view.length === 0 ? <b>{part.name}</b> : <a href={addressOf(part)}>{part.name}</a>}{" "}
              <span class="vitals">{text}</span>
              {next.length === 0 ? undefined : <span class="leads dim">→ {next.join(", ")}</span>}
            </li>
          );
        })}
    </ul>
  );
}
