import { Badge } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { durationText } from "../../text.ts";
import type { Visit } from "./history.ts";
import { toneOfVisit } from "./visit-details.tsx";

/** When each state ran, one under the other. */
export function TimeLine({
  visits,
  endedAt,
  onChoose,
}: {
  readonly visits: readonly Visit[];
  readonly endedAt: number;
  readonly onChoose: (name: string) => void;
}) {
  const start = visits[0]?.enteredAt ?? 0;
  const span = Math.max(1, endedAt - start);
  const columns: readonly Column<Visit>[] = [
    { title: "State", width: "minmax(0, 1fr)", cell: ({ name }) => <span title={name}>{name}</span> },
    {
      title: "Status",
      width: "100px",
      isExtra: true,
      cell: ({ status }) => <Badge tone={toneOfVisit[status]}>{status}</Badge>,
    },
    {
      title: "When",
      width: "minmax(0, 3fr)",
      cell: ({ enteredAt, leftAt = endedAt, status }) => (
        <span class="bar-track">
          <span
            class={`bar ${toneOfVisit[status]}`}
            style={{
              left: `min(calc(100% - 3px), ${((enteredAt - start) / span) * 100}%)`,
              width: `max(3px, ${((leftAt - enteredAt) / span) * 100}%)`,
            }}
          />
        </span>
      ),
    },
    {
      title: "Took",
      width: "84px",
      isNumber: true,
      cell: ({ enteredAt, leftAt = endedAt }) => durationText(leftAt - enteredAt),
    },
  ];
  return (
    <Rows
      label="Time line"
      items={visits}
      columns={columns}
      id={(visit) => String(visits.indexOf(visit))}
      onOpen={({ name }) => onChoose(name)}
    />
  );
}
