import { invalidParameter } from "../errors.ts";
import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html */
export const putDataProtectionPolicy: SnsOperation<"PutDataProtectionPolicy"> = {
  access: (input) => ({ action: "sns:PutDataProtectionPolicy", resource: resourceOf(input.ResourceArn) }),

  run({ store }, { ResourceArn, DataProtectionPolicy: policy = "" }) {
    const topic = store.topic(ResourceArn, "ResourceArn");
    if (policy !== "" && !isJson(policy)) throw invalidParameter("DataProtectionPolicy");

    const { dataProtectionPolicy: _, ...rest } = topic;
    store.putTopic(policy === "" ? rest : { ...rest, dataProtectionPolicy: policy });
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
