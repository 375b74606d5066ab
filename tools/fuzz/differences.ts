/** Differences that are not ours, and why: `client service.Operation`, or `service.Operation` for every client. */
export const explained: Readonly<Record<string, string>> = {
  "s3.WriteGetObjectResponse": "goes to a host of its own (Object Lambda), which no endpoint can stand in for",
  "events.PutEvents": "with EndpointId the clients sign with SigV4a, and ask for a name that is one",
  "js ec2.CopySnapshot": "the client presigns a copy of the request into it",
  "botocore ec2.RunInstances": "the client encodes UserData once more",
  "botocore ec2.GetConsoleOutput": "the client decodes Output, which the model calls text",
  "botocore autoscaling.CreateLaunchConfiguration": "the client encodes UserData once more",
  "botocore s3.GetBucketLifecycle": "deprecated, and on the wire the same as GetBucketLifecycleConfiguration",
  "botocore s3.PutBucketLifecycle": "deprecated, and on the wire the same as PutBucketLifecycleConfiguration",
  "botocore s3.GetBucketNotification": "deprecated, and on the wire the same as GetBucketNotificationConfiguration",
  "botocore s3.PutBucketNotification": "deprecated, and on the wire the same as PutBucketNotificationConfiguration",
  "botocore s3.ListDirectoryBuckets": "on the wire the same as ListBuckets, where no x-id says which",
  "botocore s3.GetObjectAttributes": "the client reads the marker of a part as a number, the model says text",
  "botocore s3.ListParts": "the client reads the marker of a part as a number, the model says text",
  "sqs.ReceiveMessage": "in the query protocol AttributeNames and MessageSystemAttributeNames share one name",
};
