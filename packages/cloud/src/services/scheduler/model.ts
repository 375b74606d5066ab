import { formatArn } from "@millrace/core";
import type { Scope } from "../../kernel/operation.ts";
import type { Shapes } from "./shapes.ts";

export type Target = NonNullable<Shapes["CreateSchedule"]["input"]["Target"]>;

export interface Schedule {
  readonly name: string;
  readonly groupName: string;
  readonly description?: string | undefined;
  readonly expression: string;
  readonly timeZone: string;
  readonly startAt?: number | undefined;
  readonly endAt?: number | undefined;
  readonly state: "ENABLED" | "DISABLED";
  readonly kmsKeyArn?: string | undefined;
  readonly target: Target;
  /** Minutes after its time within which a schedule may happen. */
  readonly windowMinutes?: number | undefined;
  readonly actionAfterCompletion: "NONE" | "DELETE";
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Grows with every change: what was planned by an earlier one does not happen. */
  readonly revision: number;
}

export interface Group {
  readonly name: string;
  readonly state: "ACTIVE" | "DELETING";
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export const defaultGroup = "default";

export const scheduleArn = ({ account, region }: Scope, groupName: string, name: string): string =>
  formatArn({ service: "scheduler", region, account, resource: `schedule/${groupName}/${name}` });

export const groupArn = ({ account, region }: Scope, name: string): string =>
  formatArn({ service: "scheduler", region, account, resource: `schedule-group/${name}` });
