import { call } from "../../cloud/call.ts";
import { idsOf, readStacks } from "../../cloud/stacks.ts";
import { readRuns } from "../../ledger/runs.ts";

export interface DropTarget {
  readonly bucket: string;
  /** What keys begin with, so that the pipeline hears of them. */
  readonly prefix: string;
}

interface Notification {
  readonly LambdaFunctionConfigurations?: readonly {
    readonly Filter?: { readonly Key?: { readonly FilterRules?: readonly { Name: string; Value: string }[] } };
  }[];
}

/** Where a pipeline wants its files: beside its latest, else where its bucket's notifications or rules listen. */
export async function findDropTarget(pipeline: string): Promise<DropTarget> {
  const [latest] = await readRuns(pipeline, 1);
  if (latest !== undefined) return { bucket: latest.bucket, prefix: folderOf(latest.key) };
  const stack = (await readStacks()).find(({ StackName }) => StackName === pipeline);
  const [bucket = ""] = stack === undefined ? [] : idsOf(stack, "AWS::S3::Bucket");
  if (bucket === "") return { bucket, prefix: "" };
  const notified = await prefixOfNotification(bucket);
  const [rule = ""] = stack === undefined ? [] : idsOf(stack, "AWS::Events::Rule");
  return { bucket, prefix: notified ?? (await prefixOfRule(rule).catch(() => "")) };
}

async function prefixOfNotification(Bucket: string): Promise<string | undefined> {
  const { LambdaFunctionConfigurations = [] } = await call<Notification>("s3", "GetBucketNotificationConfiguration", {
    Bucket,
  });
  return LambdaFunctionConfigurations.flatMap(({ Filter }) => Filter?.Key?.FilterRules ?? []).find(({ Name }) =>
    /^prefix$/i.test(Name),
  )?.Value;
}

async function prefixOfRule(rule: string): Promise<string> {
  const { EventPattern = "" } = await call<{ EventPattern?: string }>("events", "DescribeRule", {
    Name: rule.split("/").at(-1),
  });
  return /"prefix":\s*"([^"]*)"/.exec(EventPattern)?.[1] ?? "";
}

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf("/") + 1);
