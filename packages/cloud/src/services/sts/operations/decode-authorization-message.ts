import { AwsError } from "@millrace/wire";
import type { StsOperation } from "../shapes.ts";

/**
 * This cloud says why in the error itself and never encodes it, so no message can be right.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
 */
export const decodeAuthorizationMessage: StsOperation<"DecodeAuthorizationMessage"> = {
  access: () => ({ action: "sts:DecodeAuthorizationMessage", resource: "*" }),

  run() {
    throw new AwsError("InvalidAuthorizationMessageException", "Message is not valid");
  },
};
