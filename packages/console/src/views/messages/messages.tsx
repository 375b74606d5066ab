import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { linkTo } from "../../route.ts";
import { lastPart, numberText } from "../../text.ts";
import type { ViewProps } from "../../view-props.ts";
import { type Queue, readQueue } from "./queue.ts";
import { QueuePage } from "./queue-page.tsx";
import { TopicPage } from "./topic-page.tsx";

const queueColumns: readonly Column<Queue>[] = [
  { title: "Queue", width: "minmax(0, 3fr)", cell: ({ url }) => lastPart(url) },
  { title: "Waiting", width: "90px", isNumber: true, cell: ({ waiting }) => numberText(waiting) },
  { title: "In flight", width: "90px", isNumber: true, isExtra: true, cell: ({ inFlight }) => numberText(inFlight) },
  { title: "Delayed", width: "90px", isNumber: true, isExtra: true, cell: ({ delayed }) => numberText(delayed) },
];

const topicColumns: readonly Column<string>[] = [{ title: "Topic", cell: lastPart }];

/** `#/messages/URL-OR-ARN`. */
export function Messages({ path: [id] }: ViewProps) {
  if (id === undefined) return <Overview />;
  return id.startsWith("arn:") ? <TopicPage key={id} arn={id} /> : <QueuePage key={id} url={id} />;
}

function Overview() {
  const queues = useCloud("queues", ["sqs"], async () => {
    const { QueueUrls = [] } = await call<{ QueueUrls?: string[] }>("sqs", "ListQueues", { MaxResults: 1000 });
    return Promise.all(QueueUrls.map(readQueue));
  });
  const topics = useCloud("topics", ["sns"], () => call<{ Topics?: { TopicArn: string }[] }>("sns", "ListTopics"));
  return (
    <Page title="Queues & topics">
      <Panel title="Queues">
        <Show of={queues}>
          {(all) =>
            all.length === 0 ? (
              <Empty>There is no queue in this region.</Empty>
            ) : (
              <Rows
                label="Queues"
                items={all}
                columns={queueColumns}
                id={({ url }) => url}
                href={({ url }) => linkTo("messages", url)}
              />
            )
          }
        </Show>
      </Panel>
      <Panel title="Topics">
        <Show of={topics}>
          {({ Topics = [] }) =>
            Topics.length === 0 ? (
              <Empty>There is no topic in this region.</Empty>
            ) : (
              <Rows
                label="Topics"
                items={Topics.map(({ TopicArn }) => TopicArn)}
                columns={topicColumns}
                id={(arn) => arn}
                href={(arn) => linkTo("messages", arn)}
              />
            )
          }
        </Show>
      </Panel>
    </Page>
  );
}
