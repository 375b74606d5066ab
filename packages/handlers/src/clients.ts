import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SFNClient } from "@aws-sdk/client-sfn";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";

/** What every client is made with; what is left out, the SDK takes from the environment. */
export interface ClientOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The clients of AWS. All but two are loaded when they are first needed, as most pipelines never need them. */
export class Clients {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly #options: ClientOptions;
  readonly #made = new Map<string, Promise<unknown>>();

  constructor(options: ClientOptions = {}, given: { readonly s3?: S3Client; readonly dynamodb?: DynamoDBClient } = {}) {
    this.#options = options;
    this.s3 = given.s3 ?? new S3Client(options);
    this.dynamodb = given.dynamodb ?? new DynamoDBClient(options);
  }

  /** Makes URLs without a checksum in them, as the bytes that are to be sent are not known yet. */
  presigning(): Promise<S3Client> {
    return this.#once("presigning", async () => {
      return new S3Client({ ...this.#options, requestChecksumCalculation: "WHEN_REQUIRED" });
    });
  }

  sns(): Promise<SNSClient> {
    return this.#once("sns", async () => new (await import("@aws-sdk/client-sns")).SNSClient(this.#options));
  }

  sqs(): Promise<SQSClient> {
    return this.#once("sqs", async () => new (await import("@aws-sdk/client-sqs")).SQSClient(this.#options));
  }

  events(): Promise<EventBridgeClient> {
    return this.#once("events", async () => {
      const { EventBridgeClient: Client } = await import("@aws-sdk/client-eventbridge");
      return new Client(this.#options);
    });
  }

  lambda(): Promise<LambdaClient> {
    return this.#once("lambda", async () => new (await import("@aws-sdk/client-lambda")).LambdaClient(this.#options));
  }

  states(): Promise<SFNClient> {
    return this.#once("states", async () => new (await import("@aws-sdk/client-sfn")).SFNClient(this.#options));
  }

  secrets(): Promise<SecretsManagerClient> {
    return this.#once("secrets", async () => {
      const { SecretsManagerClient: Client } = await import("@aws-sdk/client-secrets-manager");
      return new Client(this.#options);
    });
  }

  #once<Client>(name: string, make: () => Promise<Client>): Promise<Client> {
    const made = this.#made.get(name) ?? make();
    this.#made.set(name, made);
    // Made by the same `make` the first time.
    return made as Promise<Client>;
  }
}
