import { timeText } from "../text.ts";

export interface LogEvent {
  readonly eventId?: string;
  readonly timestamp: number;
  readonly message: string;
  readonly logStreamName?: string;
}

const shownMax = 1000;

/** Log lines, the newest last. */
export const LogLines = ({ events }: { readonly events: readonly LogEvent[] }) => (
  <ol class="log" aria-label="Log lines">
    {events.slice(-shownMax).map(({ eventId, timestamp, message }, index) => (
      <li key={eventId ?? index} class={toneOf(message)}>
        <time>{timeText(timestamp)}</time> {message.trimEnd()}
      </li>
    ))}
  </ol>
);

const toneOf = (message: string): string => {
  if (/\berror\b|exception|traceback|task timed out/i.test(message)) return "bad-text";
  if (/"level":\s*"warn|\bwarn(ing)?\b/i.test(message)) return "warn-text";
  return /^(START|END|REPORT|INIT_START) /.test(message) ? "dim" : "";
};
