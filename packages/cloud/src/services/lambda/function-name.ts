import { invalidQualifier, qualifierMismatch } from "./errors.ts";

/** What a FunctionName parameter says: the name, and the version or alias when it holds one. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier: string | undefined;
}

const pattern =
  /^(?:arn:aws[a-zA-Z-]*:lambda:[a-z]{2}(?:-gov)?-[a-z]+-\d:\d{12}:function:|\d{12}:(?:function:)?|function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/**
 * A function is named by its name, its ARN or part of one, each with or without a qualifier.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 */
export function readFunctionName(text: string, qualifier?: string): FunctionReference {
  const [, name = text, inName] = pattern.exec(text) ?? [];
  if (inName !== undefined && qualifier !== undefined && inName !== qualifier) throw qualifierMismatch();
  const named = qualifier ?? inName;
  if (named !== undefined && !/^(\$LATEST|[a-zA-Z0-9$_-]{1,128})$/.test(named)) throw invalidQualifier(named);
  return { name, qualifier: named };
}
