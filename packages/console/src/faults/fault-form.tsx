import { useState } from "preact/hooks";
import { Failure } from "../parts/page.tsx";
import { addFault, type NewFault } from "./faults.ts";

const kinds = { throttle: "Throttle", fail: "Fail", delay: "Delay", lose: "Lose the answer" } as const;
type Kind = keyof typeof kinds;

const services = ["dynamodb", "s3", "lambda", "states", "sqs", "sns", "events", "secretsmanager", "ssm", "kms", "logs"];
const minute = 60_000;

const empty = {
  kind: "throttle" as Kind,
  service: "dynamodb",
  operation: "",
  resource: "",
  percent: "100",
  ms: "1000",
  times: "",
  minutes: "",
};

/** Asks for a fault. */
export function FaultForm({ onAdded }: { readonly onAdded: () => void }) {
  const [draft, setDraft] = useState(empty);
  const [error, setError] = useState<Error>();
  const field = (name: keyof typeof draft, title: string, more: object = {}) => (
    <label>
      {title}
      <input
        value={draft[name]}
        onInput={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
        {...more}
      />
    </label>
  );
  const number = { type: "number", min: "1", class: "short" };
  return (
    <>
      {error === undefined ? undefined : <Failure error={error} />}
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          setError(undefined);
          addFault(faultOf(draft)).then(onAdded, setError);
        }}
      >
        <label>
          What
          <select
            value={draft.kind}
            onChange={(event) => setDraft({ ...draft, kind: event.currentTarget.value as Kind })}
          >
            {Object.entries(kinds).map(([kind, title]) => (
              <option key={kind} value={kind}>
                {title}
              </option>
            ))}
          </select>
        </label>
        {draft.kind === "delay" ? field("ms", "Milliseconds", number) : undefined}
        {field("service", "Service", { list: "services", required: true })}
        {field("operation", "Operation", { placeholder: "any" })}
        {field("resource", "ARN", { placeholder: "any" })}
        {field("percent", "Percent", { ...number, max: "100" })}
        {field("times", "Times", { ...number, placeholder: "no end" })}
        {field("minutes", "Minutes", { ...number, placeholder: "no end" })}
        <button type="submit">Let it go wrong</button>
        <datalist id="services">
          {services.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </form>
    </>
  );
}

function faultOf({ kind, ms, service, operation, resource, percent, times, minutes }: typeof empty): NewFault {
  return {
    service,
    percent: Number(percent),
    effect: kind === "delay" ? { kind, ms: Number(ms) } : { kind },
    ...(operation === "" ? {} : { operation }),
    ...(resource === "" ? {} : { resource }),
    ...(times === "" ? {} : { times: Number(times) }),
    ...(minutes === "" ? {} : { forMs: Number(minutes) * minute }),
  };
}
