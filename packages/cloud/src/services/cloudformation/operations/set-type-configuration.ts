import { onEverything } from "../access.ts";
import { registryRefusal } from "../errors.ts";
import { askedExtension, configurationArn } from "../registry/arns.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetTypeConfiguration.html */
export const setTypeConfiguration: StackOperation<"SetTypeConfiguration"> = {
  access: onEverything("SetTypeConfiguration"),

  run({ store, clock }, input) {
    const { TypeArn: Arn, Type, TypeName, Configuration: text = "", ConfigurationAlias: alias = "default" } = input;
    const extension = store.registry.extension(askedExtension({ Arn, Type, TypeName }));
    if (!isJson(text)) throw registryRefusal("The configuration is not valid JSON.");

    store.registry.put({ ...extension, configuration: { text, alias, at: clock.now() } });

    return { ConfigurationArn: configurationArn(store.scope, extension, alias) };
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
