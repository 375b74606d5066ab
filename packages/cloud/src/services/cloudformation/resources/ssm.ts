import { declared } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

export const ssmTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::SSM::Parameter": declared({
    service: "ssm",
    create: "PutParameter",
    update: "PutParameter",
    delete: "DeleteParameter",
    id: "Name",
    name: { property: "Name", max: 2048 },
    input: (_, { isUpdate }) => ({ Overwrite: isUpdate }),
    resets: { Description: "", AllowedPattern: "" },
    attributes: { Type: "Type", Value: "Value" },
    tags: {
      style: "list",
      add: "AddTagsToResource",
      remove: "RemoveTagsFromResource",
      target: ({ PhysicalId = "" }) => ({ ResourceType: "Parameter", ResourceId: PhysicalId }),
      keys: "TagKeys",
    },
  }),
};
