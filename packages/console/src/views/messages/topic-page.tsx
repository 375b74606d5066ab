import { call } from "../../cloud/call.ts";
import { useCloud } from "../../cloud/use-cloud.ts";
import { Empty, Page, Panel, Show } from "../../parts/page.tsx";
import { type Column, Rows } from "../../parts/rows.tsx";
import { lastPart } from "../../text.ts";
import { SendForm } from "./send-form.tsx";

interface Subscription {
  readonly SubscriptionArn: string;
  readonly Protocol: string;
  readonly Endpoint: string;
}

const columns: readonly Column<Subscription>[] = [
  { title: "By", width: "90px", cell: ({ Protocol }) => Protocol },
  { title: "To", cell: ({ Endpoint }) => <span title={Endpoint}>{Endpoint}</span> },
];

export function TopicPage({ arn }: { readonly arn: string }) {
  const subscriptions = useCloud(`topic ${arn}`, ["sns"], () =>
    call<{ Subscriptions?: Subscription[] }>("sns", "ListSubscriptionsByTopic", { TopicArn: arn }),
  );
  return (
    <Page title={lastPart(arn)} trail={[["Queues & topics", "messages"]]}>
      <Panel title="Subscriptions">
        <Show of={subscriptions}>
          {({ Subscriptions = [] }) =>
            Subscriptions.length === 0 ? (
              <Empty>Nobody listens.</Empty>
            ) : (
              <Rows
                label="Subscriptions"
                items={Subscriptions}
                columns={columns}
                id={({ SubscriptionArn, Endpoint }) => `${SubscriptionArn} ${Endpoint}`}
              />
            )
          }
        </Show>
      </Panel>
      <SendForm send={(text) => call("sns", "Publish", { TopicArn: arn, Message: text })} />
    </Page>
  );
}
