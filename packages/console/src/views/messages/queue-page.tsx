import { useState } from "preact/hooks";
import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Action } from "../../parts/action.tsx";
import { Empty, Facts, Page, Panel, Show } from "../../parts/page.tsx";
import { Code } from "../../parts/scrolled.tsx";
import { lastPart, numberText, prettyJson, timeText } from "../../text.ts";
import { isDeadLetters, type Message, peek, readQueue } from "./queue.ts";
import { SendForm } from "./send-form.tsx";

/** A queue: what waits in it, and a way to send, redrive and purge. */
export function QueuePage({ url }: { readonly url: string }) {
  const queue = useCloud(`queue ${url}`, ["sqs"], async () => ({
    ...(await readQueue(url)),
    isForFailures: await isDeadLetters(url),
  }));
  const [messages, setMessages] = useState<readonly Message[]>();
  return (
    <Page title={lastPart(url)} trail={[["Queues & topics", "messages"]]}>
      <Show of={queue}>
        {({ arn, waiting, inFlight, delayed, redrivePolicy, isForFailures }) => (
          <Panel
            title="Queue"
            actions={
              <>
                {isForFailures ? (
                  <Action run={() => call("sqs", "StartMessageMoveTask", { SourceArn: arn })}>Redrive</Action>
                ) : undefined}
                <Action run={() => call("sqs", "PurgeQueue", { QueueUrl: url })} question="Delete every message?">
                  Purge
                </Action>
              </>
            }
          >
            <Facts
              of={{
                Waiting: numberText(waiting),
                "In flight": numberText(inFlight),
                Delayed: numberText(delayed),
                ARN: arn,
                Failures: redrivePolicy,
              }}
            />
          </Panel>
        )}
      </Show>
      <Panel title="Messages" actions={<Action run={async () => setMessages(await peek(url))}>Look</Action>}>
        {messages === undefined ? (
          <p class="hint dim">
            Looking counts as receiving: a message that is looked at too often goes to the dead letters.
          </p>
        ) : messages.length === 0 ? (
          <Empty>No message waits.</Empty>
        ) : (
          messages.map(({ MessageId, Body, Attributes = {} }) => (
            <details key={MessageId} open={messages.length < 3}>
              <summary>
                <code>{MessageId}</code>{" "}
                <span class="dim">
                  sent {timeText(Number(Attributes["SentTimestamp"]))}, received {Attributes["ApproximateReceiveCount"]}{" "}
                  times
                </span>
              </summary>
              <Code>{prettyJson(Body)}</Code>
            </details>
          ))
        )}
      </Panel>
      <SendForm send={(text) => call("sqs", "SendMessage", { QueueUrl: url, MessageBody: text })} />
    </Page>
  );
}
