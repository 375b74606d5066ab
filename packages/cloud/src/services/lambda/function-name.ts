import type { Access, Scope } from "../../kernel/operation.ts";
import { qualifierMismatch } from "./errors.ts";
import { functionArn, latest } from "./model.ts";

/** What a FunctionName parameter says: the name, and the version or alias when it holds one. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier: string | undefined;
}

const pattern =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d:)?(?:\d{12}:)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/**
 * A function is named by its name, its ARN or part of one, each with or without a qualifier.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 */
export function readFunctionName(text: string, qualifier?: string): FunctionReference {
  const [, name = text, inName] = pattern.exec(text) ?? [];
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier) throw qualifierMismatch();
  return { name, qualifier: qualifier ?? inName };
}

interface Named {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
}

/** What an operation touches that is about a function as a whole. */
export const onFunction =
  (action: string) =>
  (input: Named, scope: Scope): Access => {
    const { name } = readFunctionName(input.FunctionName ?? "", input.Qualifier);
    return { action: `lambda:${action}`, resource: functionArn(scope, name) };
  };

/** What an operation touches that is about one version or alias, where the caller names it. */
export const onQualified =
  (action: string) =>
  (input: Named, scope: Scope): Access => {
    const { name, qualifier } = readFunctionName(input.FunctionName ?? "", input.Qualifier);
    const resource = functionArn(scope, name, qualifier === latest ? undefined : qualifier);
    return { action: `lambda:${action}`, resource };
  };
