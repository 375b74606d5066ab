/** Everything that this cloud tells of: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const told = [
  "ObjectCreated:Put",
  "ObjectCreated:Post",
  "ObjectCreated:Copy",
  "ObjectCreated:CompleteMultipartUpload",
  "ObjectRemoved:Delete",
  "ObjectRemoved:DeleteMarkerCreated",
  "ObjectTagging:Put",
  "ObjectTagging:Delete",
  "ObjectAcl:Put",
  "ObjectRestore:Post",
  "ObjectRestore:Completed",
  "LifecycleExpiration:Delete",
  "LifecycleExpiration:DeleteMarkerCreated",
] as const;

/** What S3 knows besides; nothing here makes them happen. */
const untold = [
  "ObjectRestore:Delete",
  "ReducedRedundancyLostObject",
  "Replication:OperationFailedReplication",
  "Replication:OperationMissedThreshold",
  "Replication:OperationReplicatedAfterThreshold",
  "Replication:OperationNotTracked",
  "LifecycleTransition",
  "IntelligentTiering",
];

export type EventName = (typeof told)[number];

const families = [
  "ObjectCreated",
  "ObjectRemoved",
  "ObjectRestore",
  "ObjectTagging",
  "Replication",
  "LifecycleExpiration",
];

const names = new Set([...told, ...untold, ...families.map((family) => `${family}:*`)].map((name) => `s3:${name}`));

/** Whether a rule may ask for it: the name of an event, or of a family of them. */
export const isEventName = (name: string): boolean => names.has(name);

/** Whether a rule that asks for `wanted` is told of `event`. */
export const isWantedEvent = (wanted: string, event: EventName): boolean =>
  wanted === `s3:${event}` || wanted === `s3:${event.slice(0, event.indexOf(":"))}:*`;
