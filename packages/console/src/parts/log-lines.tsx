import { timeText } from "../text.ts";
import { Scrolled } from "./scrolled.tsx";

export interface LogEvent {
  readonly eventId?: string;
  readonly timestamp: number;
  readonly message: string;
  readonly logStreamName?: string;
}

const shownMax = 1000;

/** Log lines, the newest last. */
export const LogLines = ({ events }: { readonly events: readonly LogEvent[] }) => (
  <Scrolled label="Log lines" class="log">
    <ol class="plain">
      {events.slice(-shownMax).map(({ eventId, timestamp, message }, index) => (
        <li key={eventId ?? index} class={toneOf(message)}>
          <time>{timeText(timestamp)}</time> {message.trimEnd()}
        </li>
      ))}
    </ol>
  </Scrolled>
);

const toneOf = (message: string): string => {
  if (/\berror\b|exception|traceback|task timed out/i.test(message)) return "bad-text";
  if (/"level":\s*"warn|\bwarn(ing)?\b/i.test(message)) return "warn-text";
  return /^(START|END|REPORT|INIT_START) /.test(message) ? "dim" : "";
};
