import { AwsError } from "@millrace/wire";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts, isMissing } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

const settled = (work: Work, facts: Facts): Promise<true> =>
  work.until(async () => {
    const pipe = await work.aws("pipes", "DescribePipe", { Name: facts["Name"] ?? facts["PhysicalId"] ?? "" });
    const state = toText(pipe["CurrentState"] ?? "");
    if (state.endsWith("_FAILED")) throw new AwsError("NotStabilized", toText(pipe["StateReason"] ?? state));
    return /^(?:RUNNING|STOPPED)$/.test(state) ? true : undefined;
  });

export const pipesTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::Pipes::Pipe": declared({
    service: "pipes",
    create: "CreatePipe",
    update: "UpdatePipe",
    delete: "DeletePipe",
    read: "DescribePipe",
    id: "Name",
    name: { property: "Name", max: 64 },
    attributes: {
      Arn: "Arn",
      CreationTime: "CreationTime",
      CurrentState: "CurrentState",
      LastModifiedTime: "LastModifiedTime",
      StateReason: "StateReason",
    },
    resets: { Description: "", Enrichment: "", TargetParameters: { InputTemplate: "" } },
    settle: async (work, facts) => void (await settled(work, facts)),
    afterDelete: async (work, facts) =>
      void (await work.until(() =>
        work
          .aws("pipes", "DescribePipe", { Name: facts["PhysicalId"] ?? "" })
          .then(() => undefined)
          .catch((error: unknown) => (isMissing(error) ? true : undefined)),
      )),
    tags: {
      style: "map",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ Arn = "" }) => ({ resourceArn: Arn }),
      keys: "tagKeys",
    },
  }),
};
