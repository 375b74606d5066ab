import { parseArn } from "@millrace/core";
import { DynamodbSource } from "./dynamodb-source.ts";
import { KinesisSource } from "./kinesis-source.ts";
import type { SourceOptions, StreamSource } from "./stream-source.ts";

export const openSource = (options: SourceOptions): StreamSource =>
  parseArn(options.arn)?.service === "kinesis" ? new KinesisSource(options) : new DynamodbSource(options);
