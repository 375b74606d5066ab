import type { Json } from "../../../sdk-calls/json.ts";

/** Where and as what a template is deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly notificationArns: readonly string[];
}

export const noValue = "AWS::NoValue";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoParameters = (place: Place): Readonly<Record<string, Json>> => ({
  "AWS::AccountId": place.account,
  "AWS::NotificationARNs": place.notificationArns,
  "AWS::Partition": "aws",
  "AWS::Region": place.region,
  "AWS::StackId": place.stackId,
  "AWS::StackName": place.stackName,
  "AWS::URLSuffix": "amazonaws.com",
});

export const isPseudo = (name: string): boolean => name.startsWith("AWS::");
