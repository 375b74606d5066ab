import { beginRequest } from "../begin-request.ts";
import { checkType, findResource } from "../find-resource.ts";
import { type ControlOperation, toControl } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_DeleteResource.html */
export const deleteResource: ControlOperation<"DeleteResource"> = {
  access: toControl("DeleteResource"),

  run(call, input) {
    const type = checkType(input.TypeName);
    const { identifier, state } = findResource(call.store, type, input.Identifier);
    const { ClientToken: clientToken, RoleArn: roleArn } = input;
    const { properties } = state;

    return beginRequest(call, { type, operation: "DELETE", properties, identifier, clientToken, roleArn });
  },
};
