import { formatArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import type { Shapes } from "./shapes.ts";

type Created = Shapes["CreatePipe"]["input"];

/** A source, what is wanted of it, and where that goes. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html */
export interface Pipe {
  readonly name: string;
  readonly description?: string | undefined;
  readonly desiredState: "RUNNING" | "STOPPED";
  /** Why it does not run though it should. */
  readonly stateReason?: string | undefined;
  readonly source: string;
  readonly sourceParameters: NonNullable<Created["SourceParameters"]>;
  readonly enrichment?: string | undefined;
  readonly enrichmentParameters?: Created["EnrichmentParameters"];
  readonly target: string;
  readonly targetParameters: NonNullable<Created["TargetParameters"]>;
  readonly roleArn: string;
  readonly logConfiguration?: Created["LogConfiguration"];
  readonly kmsKeyIdentifier?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export const pipeArn = ({ account, region }: Scope, name: string): string =>
  formatArn({ service: "pipes", region, account, resource: `pipe/${name}` });

/** As it is now. */
export const currentState = ({ desiredState, stateReason }: Pipe) =>
  desiredState === "STOPPED" ? "STOPPED" : stateReason === undefined ? "RUNNING" : "START_FAILED";
