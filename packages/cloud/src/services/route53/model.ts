import type { ResourceRecordSet } from "@aws-sdk/client-route-53";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
export interface HostedZone {
  readonly id: string;
  /** In lower case, with a dot at its end. */
  readonly name: string;
  readonly callerReference: string;
  readonly comment: string | undefined;
  /** Answers only inside of its networks. */
  readonly isPrivate: boolean;
  readonly vpcs: readonly Vpc[];
  readonly nameServers: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface Vpc {
  readonly id: string;
  readonly region: string;
}

/** As it was given, with its name in full. */
export type RecordSet = ResourceRecordSet & { readonly Name: string; readonly Type: string };

/** A change that was made. Here it is known everywhere at once. */
export interface Change {
  readonly id: string;
  readonly submittedAt: number;
  readonly comment: string | undefined;
}

export const zoneArn = (id: string): string => `arn:aws:route53:::hostedzone/${id}`;

/** Ids travel with and without what they are ids of. */
export const bareId = (id: string): string => id.replace(/^\/?(?:hostedzone|change|delegationset)\//, "");
