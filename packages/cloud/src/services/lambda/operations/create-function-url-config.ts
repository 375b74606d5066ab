import { lowerAlphanumeric } from "@millrace/core";
import { conflict, notFound } from "../errors.ts";
import { onQualified, readFunctionName } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";
import { checkUrlQualifier, describeUrl } from "../urls/url-output.ts";

const idCharacters = 32;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export const createFunctionUrlConfig: LambdaOperation<"CreateFunctionUrlConfig"> = {
  access: (input, scope) => ({
    ...onQualified("CreateFunctionUrlConfig")(input, scope),
    context: { "lambda:FunctionUrlAuthType": input.AuthType ?? "" },
  }),

  run(call, input) {
    const { store, ids, clock } = call;
    checkUrlQualifier(input.Qualifier);
    const named = readFunctionName(input.FunctionName, input.Qualifier);
    const target = store.findTarget(named.name, named.qualifier);
    if (target === undefined) throw notFound("Function does not exist");
    const { fn, qualifier, arn } = target;
    if (store.url(fn.name, qualifier) !== undefined) {
      throw conflict(
        `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      );
    }

    const url = {
      id: ids.text(idCharacters, lowerAlphanumeric),
      functionName: fn.name,
      qualifier,
      functionArn: arn,
      authType: input.AuthType ?? "",
      invokeMode: input.InvokeMode ?? "BUFFERED",
      cors: input.Cors,
      createdAt: clock.now(),
      lastModifiedAt: clock.now(),
    };
    store.putUrl(url);

    const { LastModifiedTime: _, ...created } = describeUrl(call, url);
    return created;
  },
};
