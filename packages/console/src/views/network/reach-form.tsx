import { useState } from "preact/hooks";
import { Badge } from "../../parts/page.tsx";
import { goTo } from "../../route.ts";
import type { Networks } from "./networks.ts";
import type { Reached } from "./reach.ts";

interface ReachFormProps {
  readonly networks: Networks;
  readonly from: string;
  readonly to: string;
}

/** Asks whether one thing reaches another; the question is in the address. */
export function ReachForm({ networks: { sources, targets }, ...asked }: ReachFormProps) {
  const [from, setFrom] = useState(asked.from);
  const [to, setTo] = useState(asked.to);
  return (
    <form
      class="search"
      onSubmit={(event) => {
        event.preventDefault();
        goTo("network", from, to);
      }}
    >
      <label>
        From
        <input list="sources" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label>
        To
        <input list="targets" required value={to} onInput={(event) => setTo(event.currentTarget.value)} />
      </label>
      <button type="submit">Show the way</button>
      <Choices id="sources" of={sources} />
      <Choices id="targets" of={targets} />
    </form>
  );
}

const Choices = ({ id, of }: { readonly id: string; readonly of: readonly string[] }) => (
  <datalist id={id}>
    {of.map((name) => (
      <option key={name} value={name} />
    ))}
  </datalist>
);

export const Way = ({
  from,
  to,
  reached,
}: {
  readonly from: string;
  readonly to: string;
  readonly reached: Reached;
}) => (
  <>
    <p>
      <Badge tone={reached.isOpen ? "ok" : "bad"}>{reached.isOpen ? "open" : "closed"}</Badge> {from}{" "}
      {reached.isOpen ? "reaches" : "does not reach"} {to}
    </p>
    <ol class="hops" aria-label="The way">
      {reached.hops.map(({ at, says }) => (
        <li key={`${at} ${says}`} class="ok">
          <b>{at}</b> {says}
        </li>
      ))}
      {reached.missing === undefined ? undefined : (
        <li class="bad">
          <b>{reached.missing.at}</b> {reached.missing.says}
          <span class="add">To add: {reached.missing.add}</span>
        </li>
      )}
    </ol>
  </>
);
