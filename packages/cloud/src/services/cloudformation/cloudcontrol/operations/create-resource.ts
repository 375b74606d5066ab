import { isObject, type Json } from "../../../../sdk-calls/json.ts";
import { beginRequest } from "../begin-request.ts";
import { invalidRequest } from "../errors.ts";
import { checkType } from "../find-resource.ts";
import { type ControlOperation, toControl } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/cloudcontrolapi/latest/APIReference/API_CreateResource.html */
export const createResource: ControlOperation<"CreateResource"> = {
  access: toControl("CreateResource"),

  run(call, input) {
    const type = checkType(input.TypeName);
    const properties = readModel(input.DesiredState);
    const { ClientToken: clientToken, RoleArn: roleArn } = input;

    return beginRequest(call, { type, operation: "CREATE", properties, identifier: undefined, clientToken, roleArn });
  },
};

function readModel(text: string) {
  try {
    const model = JSON.parse(text) as Json;
    if (isObject(model)) return model;
  } catch {
    // Said below.
  }
  throw invalidRequest("DesiredState is not valid JSON");
}
