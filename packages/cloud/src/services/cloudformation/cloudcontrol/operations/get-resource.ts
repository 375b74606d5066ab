import { resourceType } from "../../resources/resource-types.ts";
import { resourceNotFound } from "../errors.ts";
import { checkType, findResource } from "../find-resource.ts";
import { requestWork } from "../run-request.ts";
import { type ControlOperation, toControl } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_GetResource.html */
export const getResource: ControlOperation<"GetResource"> = {
  access: toControl("GetResource"),

  async run(call, { TypeName, Identifier, RoleArn: roleArn }) {
    const type = checkType(TypeName);
    const { identifier, state } = findResource(call.store, type, Identifier);
    const work = requestWork(call, { token: call.requestId, type, principal: call.principal, roleArn });
    const { handler } = resourceType(type);
    const properties = handler.read === undefined ? state.properties : await handler.read(work, state);
    if (properties === undefined) throw resourceNotFound(type, Identifier);
    const model = { ...state.attributes, ...properties };
    return {
      TypeName: type,
      ResourceDescription: { Identifier: identifier, Properties: JSON.stringify(model) },
    };
  },
};
