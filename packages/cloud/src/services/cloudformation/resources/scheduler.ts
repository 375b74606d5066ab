import { declared } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

export const schedulerTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::Scheduler::Schedule": declared({
    service: "scheduler",
    create: "CreateSchedule",
    update: "UpdateSchedule",
    delete: "DeleteSchedule",
    id: "Name",
    name: { property: "Name", max: 64 },
    attributes: { Arn: "ScheduleArn" },
  }),

  "AWS::Scheduler::ScheduleGroup": declared({
    service: "scheduler",
    create: "CreateScheduleGroup",
    delete: "DeleteScheduleGroup",
    read: "GetScheduleGroup",
    id: "Name",
    name: { property: "Name", max: 64 },
    attributes: {
      Arn: "Arn",
      State: "State",
      CreationDate: "CreationDate",
      LastModificationDate: "LastModificationDate",
    },
    tags: {
      style: "list",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ Arn = "" }) => ({ ResourceArn: Arn }),
      keys: "TagKeys",
    },
  }),
};
