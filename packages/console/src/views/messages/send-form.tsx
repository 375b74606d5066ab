import { useState } from "preact/hooks";
import { Action } from "../../parts/action.tsx";
import { Panel } from "../../parts/page.tsx";

export function SendForm({ send }: { readonly send: (text: string) => Promise<unknown> }) {
  const [text, setText] = useState("");
  const [sent, setSent] = useState(0);
  const press = async (): Promise<void> => {
    await send(text);
    setSent(sent + 1);
  };
  return (
    <Panel title="Send" actions={<Action run={press}>Send</Action>}>
      <textarea
        class="code"
        rows={4}
        value={text}
        aria-label="Message"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {sent === 0 ? undefined : <p class="dim">{sent === 1 ? "Sent." : `Sent ${sent} times.`}</p>}
    </Panel>
  );
}
