import type { Access, Scope } from "../../kernel/operation.ts";
import { functionElsewhere, qualifierMismatch } from "./errors.ts";
import { functionArn, latest } from "./model.ts";

/** What a FunctionName parameter says: the name, and the version or alias when it holds one. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier: string | undefined;
  /** Where it says that the function is. */
  readonly region: string | undefined;
  readonly account: string | undefined;
}

const pattern =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:((?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/**
 * A function is named by its name, its ARN or part of one, each with or without a qualifier.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 */
export function readFunctionName(text: string, qualifier?: string): FunctionReference {
  const [, region, account, name = text, inName] = pattern.exec(text) ?? [];
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier) throw qualifierMismatch();
  return { name, qualifier: qualifier ?? inName, region, account };
}

/** Functions of other accounts run where they are. */
export const functionHome = (text: string): Partial<Scope> | undefined => {
  const { account } = readFunctionName(text);
  return account === undefined ? undefined : { account };
};

/** What is asked of one region is never done in another one. */
function readHere({ FunctionName = "", Qualifier }: Named, { region: here }: Scope): FunctionReference {
  const reference = readFunctionName(FunctionName, Qualifier);
  const { region = here } = reference;
  if (region !== here) throw functionElsewhere(region, here);
  return reference;
}

interface Named {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
}

/** What an operation touches that is about a function as a whole. */
export const onFunction =
  (action: string) =>
  (input: Named, scope: Scope): Access => {
    const { name } = readHere(input, scope);
    return { action: `lambda:${action}`, resource: functionArn(scope, name) };
  };

/** What an operation touches that is about one version or alias, where the caller names it. */
export const onQualified =
  (action: string) =>
  (input: Named, scope: Scope): Access => {
    const { name, qualifier } = readHere(input, scope);
    const resource = functionArn(scope, name, qualifier === latest ? undefined : qualifier);
    return { action: `lambda:${action}`, resource };
  };
