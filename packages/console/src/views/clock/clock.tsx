import { useEffect, useState } from "preact/hooks";
import { after } from "../../browser.ts";
import { ask } from "../../cloud/ask.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { FaultList } from "../../faults/fault-list.tsx";
import { Action } from "../../parts/action.tsx";
import { Facts, Page, Panel, Show } from "../../parts/page.tsx";
import { durationText } from "../../text.ts";

interface CloudClock {
  readonly now: string;
  readonly offsetMs: number;
}

const minute = 60_000;
const steps: Readonly<Record<string, number>> = {
  "1 minute": minute,
  "15 minutes": 15 * minute,
  "1 hour": 60 * minute,
  "1 day": 1440 * minute,
  "7 days": 7 * 1440 * minute,
};

/** Shows the cloud's time and moves it: retries, waits, expiries and schedules follow. */
export function ClockView() {
  const clock = useCloud("clock", ["kernel"], () => ask<CloudClock>("/_millrace/clock"));
  const [hours, setHours] = useState("1");
  const advance = async (advanceMs: number): Promise<void> => {
    await ask("/_millrace/clock", { advanceMs });
    clock.reload();
  };
  return (
    <Page title="Clock & faults">
      <Show of={clock}>
        {(shown) => (
          <Panel title="The cloud's time">
            <RunningTime key={shown.now} from={shown} />
          </Panel>
        )}
      </Show>
      <Panel title="Move it forward">
        <p class="dim">What waits for a time that comes to pass happens at once. Time never moves back.</p>
        <div class="search">
          {Object.entries(steps).map(([name, ms]) => (
            <Action key={name} run={() => advance(ms)}>
              {name}
            </Action>
          ))}
          <label>
            Hours
            <input type="number" min="0" value={hours} onInput={(event) => setHours(event.currentTarget.value)} />
          </label>
          <Action run={() => advance(Number(hours) * 60 * minute)}>Move</Action>
        </div>
      </Panel>
      <FaultList />
    </Page>
  );
}

function RunningTime({ from }: { readonly from: CloudClock }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => after(1000, () => setSeconds(seconds + 1)), [seconds]);
  const shown = new Date(Date.parse(from.now) + seconds * 1000).toISOString();
  return (
    <>
      <p class="clock">{`${shown.slice(0, 10)} ${shown.slice(11, 19)}`}</p>
      <Facts
        of={{ Zone: "UTC", "Ahead of this machine": from.offsetMs === 0 ? "not at all" : durationText(from.offsetMs) }}
      />
    </>
  );
}
