import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Failure } from "./page.tsx";

interface ActionProps {
  readonly run: () => Promise<unknown>;
  /** Asked first, of what cannot be taken back. */
  readonly question?: string;
  readonly children: ComponentChildren;
}

/** A button that does something in the cloud, and says why where it does not work. */
export function Action({ run, question, children }: ActionProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const press = async (): Promise<void> => {
    if (question !== undefined && !confirm(question)) return;
    setBusy(true);
    setError(undefined);
    await run().catch(setError);
    setBusy(false);
  };
  return (
    <>
      {error === undefined ? undefined : <Failure error={error} />}
      <button
        type="button"
        class={question === undefined ? "" : "danger"}
        disabled={isBusy}
        onClick={() => void press()}
      >
        {children}
      </button>
    </>
  );
}
