import { changedProperties } from "../../engine/replacement.ts";
import { resourceSchema } from "../../resources/schemas.ts";
import { beginRequest } from "../begin-request.ts";
import { notUpdatable } from "../errors.ts";
import { checkType, findResource } from "../find-resource.ts";
import { applyPatch } from "../json-patch.ts";
import { type ControlOperation, toControl } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_UpdateResource.html */
export const updateResource: ControlOperation<"UpdateResource"> = {
  access: toControl("UpdateResource"),

  run(call, input) {
    const type = checkType(input.TypeName);
    const { identifier, state } = findResource(call.store, type, input.Identifier);
    const properties = applyPatch(state.properties, input.PatchDocument);
    const marks = resourceSchema(type)?.properties ?? {};
    const fixed = changedProperties(state.properties, properties).filter((name) => marks[name]?.includes("c") === true);
    if (fixed.length > 0) throw notUpdatable(fixed);
    const { ClientToken: clientToken, RoleArn: roleArn } = input;

    return beginRequest(call, { type, operation: "UPDATE", properties, identifier, clientToken, roleArn });
  },
};
