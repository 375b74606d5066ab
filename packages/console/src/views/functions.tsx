import { useState } from "preact/hooks";
import { recall, remember } from "../browser.ts";
import { call } from "../cloud/call.ts";
import { useCloud } from "../cloud/use-cloud.ts";
import { Action } from "../parts/action.tsx";
import { Badge, Empty, Facts, Page, Panel, Show } from "../parts/page.tsx";
import { type Column, Rows } from "../parts/rows.tsx";
import { Code } from "../parts/scrolled.tsx";
import { linkTo } from "../route.ts";
import { bytesText, decodeText, encodeText, prettyJson } from "../text.ts";
import type { ViewProps } from "../view-props.ts";
import { LogTail } from "./log-tail.tsx";

interface Configuration {
  readonly FunctionName: string;
  readonly Runtime?: string;
  readonly MemorySize: number;
  readonly Timeout: number;
  readonly CodeSize: number;
  readonly Handler?: string;
  readonly Role: string;
  readonly State?: string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
}

const columns: readonly Column<Configuration>[] = [
  { title: "Name", width: "minmax(0, 3fr)", cell: ({ FunctionName }) => FunctionName },
  { title: "Runtime", width: "110px", cell: ({ Runtime = "" }) => Runtime },
  { title: "Memory", width: "90px", isNumber: true, isExtra: true, cell: ({ MemorySize }) => `${MemorySize} MB` },
  { title: "Timeout", width: "80px", isNumber: true, isExtra: true, cell: ({ Timeout }) => `${Timeout} s` },
  { title: "Code", width: "80px", isNumber: true, isExtra: true, cell: ({ CodeSize }) => bytesText(CodeSize) },
];

export function Functions({ path: [name] }: ViewProps) {
  return name === undefined ? <FunctionList /> : <FunctionPage key={name} name={name} />;
}

function FunctionList() {
  const functions = useCloud("functions", ["lambda"], () =>
    call<{ Functions?: Configuration[] }>("lambda", "ListFunctions", { MaxItems: 10_000 }),
  );
  return (
    <Page title="Functions">
      <Show of={functions}>
        {({ Functions: all = [] }) =>
          all.length === 0 ? (
            <Empty>There is no function in this region.</Empty>
          ) : (
            <Panel title="Lambda">
              <Rows
                label="Functions"
                items={all}
                columns={columns}
                id={({ FunctionName }) => FunctionName}
                href={({ FunctionName }) => linkTo("functions", FunctionName)}
              />
            </Panel>
          )
        }
      </Show>
    </Page>
  );
}

function FunctionPage({ name }: { readonly name: string }) {
  const configuration = useCloud(`function ${name}`, ["lambda"], () =>
    call<Configuration>("lambda", "GetFunctionConfiguration", { FunctionName: name }),
  );
  return (
    <Page title={name} trail={[["Functions", "functions"]]}>
      <Show of={configuration}>
        {({ Runtime, MemorySize, Timeout, CodeSize, Handler, Role, State, Environment }) => (
          <Panel title="Configuration">
            <Facts
              of={{
                State,
                Runtime,
                Handler,
                Memory: `${MemorySize} MB`,
                Timeout: `${Timeout} s`,
                Code: bytesText(CodeSize),
                Role,
                ...Environment?.Variables,
              }}
            />
          </Panel>
        )}
      </Show>
      <Invoke name={name} />
      <Panel title="Last log lines" actions={<a href={linkTo("logs", `/aws/lambda/${name}`)}>All</a>}>
        <LogTail group={`/aws/lambda/${name}`} filter="" />
      </Panel>
    </Page>
  );
}

interface Answered {
  readonly Payload?: string;
  readonly FunctionError?: string;
}

/** Calls a function; the event is remembered for the next time. */
function Invoke({ name }: { readonly name: string }) {
  const [event, setEvent] = useState(recall(`event.${name}`) ?? "{}");
  const [answer, setAnswer] = useState<Answered>();
  const invoke = async (): Promise<void> => {
    remember(`event.${name}`, event);
    setAnswer(undefined);
    setAnswer(await call<Answered>("lambda", "Invoke", { FunctionName: name, Payload: encodeText(event) }));
  };
  return (
    <Panel title="Invoke" actions={<Action run={invoke}>Invoke</Action>}>
      <textarea
        class="code"
        rows={5}
        value={event}
        aria-label="Event"
        spellcheck={false}
        onInput={(input) => setEvent(input.currentTarget.value)}
      />
      {answer === undefined ? undefined : (
        <>
          <p>
            {answer.FunctionError === undefined ? (
              <Badge tone="ok">answered</Badge>
            ) : (
              <Badge tone="bad">{answer.FunctionError}</Badge>
            )}
          </p>
          <Code>{prettyJson(decodeText(answer.Payload ?? ""))}</Code>
        </>
      )}
    </Panel>
  );
}
