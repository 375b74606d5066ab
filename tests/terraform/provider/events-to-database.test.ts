import { DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { obstacle } from "../terraform.ts";
import { Configuration } from "./configuration.ts";

describe.skipIf(obstacle !== undefined)(
  "A configuration with events, a state machine, a function and a database",
  () => {
    let cloud: TestCloud;
    let configuration: Configuration;
    beforeAll(async () => {
      cloud = await startTestCloud();
      configuration = await Configuration.open(cloud.cloud.endpoint, "events-to-database");
      await configuration.installPython("src");
    });
    afterAll(async () => {
      configuration.remove();
      await cloud.stop();
    });

    const output = async (name: string) => (await configuration.run("output", "-raw", name)).out;

    /** What the executions gave, the newest first, once `count` of them have ended. */
    const ended = async (count: number) => {
      const stateMachineArn = await output("state_machine_arn");
      return eventually(async () => {
        const { executions = [] } = await cloud.states.send(new ListExecutionsCommand({ stateMachineArn }));
        if (executions.length < count || executions.some(({ status }) => status === "RUNNING")) return undefined;
        const told = executions.map(({ executionArn }) =>
          cloud.states.send(new DescribeExecutionCommand({ executionArn })),
        );
        return (await Promise.all(told)).map(({ output: text = "null", cause }) => cause ?? JSON.parse(text));
      }, 60);
    };

    it("is applied, and stores the rows of files", async () => {
      expect(await configuration.apply()).toMatchObject({ code: 0, err: "" });
      const Bucket = await output("bucket");
      await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "one.csv", Body: "id,name\n1,anne\n2,ben\n" }));

      expect(await ended(1)).toEqual([{ people: ["anne", "ben"] }]);
      await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "two.csv", Body: "id,name\n2,bea\n3,cleo\n" }));
      expect(await ended(2)).toContainEqual({ people: ["anne", "bea", "cleo"] });
      expect(await configuration.planned()).toBe(0);
    });

    it("is destroyed, and leaves nothing", async () => {
      const destroyed = await configuration.run("destroy", "-auto-approve", "-no-color");

      expect(destroyed).toMatchObject({ code: 0, err: "" });
      expect((await cloud.s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
      expect((await cloud.rds.send(new DescribeDBInstancesCommand({}))).DBInstances).toEqual([]);
    });
  },
);
