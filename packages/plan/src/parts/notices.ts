import { type Drawing, idOf, ids, named, ref } from "../drawing.ts";
import { text } from "../expression.ts";
import type { Part, QueuePart, Subscription, TopicPart } from "../plan.ts";

/** As long as SQS keeps a message at all: time enough for somebody to come back from holidays. */
const deadLetterDays = 14;
const messageDays = 4;
const receivesMax = 5;
const visibilitySeconds = 60;

/** The topic that tells of files, and for each name in `notify` a queue that hears what it asked for. */
export function noticesOf({ pipeline }: Drawing): readonly Part[] {
  if (!pipeline.needs.topic) return [];
  const statuses = statusesByQueue(pipeline.notify);
  const queues = [...statuses.keys()];
  const topic: TopicPart = {
    kind: "topic",
    id: ids.topic,
    name: named("files"),
    publishers: [],
    subscriptions: queues.map(
      (name): Subscription => ({
        id: `${idOf(name)}Subscription`,
        protocol: "sqs",
        queue: ref(queueId(name), "arn"),
        filter: { status: statuses.get(name) ?? [] },
      }),
    ),
  };
  return [topic, ...queues.flatMap(queueWithDeadLetters)];
}

export const queueId = (name: string): string => `${idOf(name)}Queue`;

export const deadLettersId = (name: string): string => `${idOf(name)}DeadLetters`;

export const queueNames = ({ pipeline }: Drawing): readonly string[] => [...statusesByQueue(pipeline.notify).keys()];

function statusesByQueue(notify: Readonly<Record<string, readonly string[]>>): Map<string, string[]> {
  const statuses = new Map<string, string[]>();
  for (const [status, names] of Object.entries(notify)) {
    for (const name of names) statuses.set(name, [...(statuses.get(name) ?? []), status]);
  }
  return statuses;
}

function queueWithDeadLetters(name: string): readonly QueuePart[] {
  return [
    {
      kind: "queue",
      id: deadLettersId(name),
      name: named(`${name}-dead-letters`),
      visibilitySeconds,
      retentionDays: deadLetterDays,
      deadLetters: undefined,
      senders: [],
    },
    {
      kind: "queue",
      id: queueId(name),
      name: named(name),
      visibilitySeconds,
      retentionDays: messageDays,
      deadLetters: { queue: ref(deadLettersId(name), "arn"), receivesMax },
      senders: [{ sid: "TakeWhatTheTopicTells", service: "sns.amazonaws.com", source: text`${ref(ids.topic, "arn")}` }],
    },
  ];
}

/** The queue of events that no attempt could work off. */
export const failedEvents = (senders: QueuePart["senders"]): QueuePart => ({
  kind: "queue",
  id: ids.failedEvents,
  name: named("failed-events"),
  visibilitySeconds,
  retentionDays: deadLetterDays,
  deadLetters: undefined,
  senders,
});
