import { parseArn } from "@millrace/core";
import { principalInvalid } from "./errors.ts";
import type { Permission } from "./model.ts";

export interface Grant {
  readonly StatementId: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn?: string | undefined;
  readonly SourceAccount?: string | undefined;
  readonly PrincipalOrgID?: string | undefined;
  readonly FunctionUrlAuthType?: string | undefined;
  readonly EventSourceToken?: string | undefined;
  readonly InvokedViaFunctionUrl?: boolean | undefined;
}

/** The statement that a grant adds to the policy of `resource`. Throws for a principal that cannot be one. */
export function permissionOf(grant: Grant, resource: string): Permission {
  const equals = {
    ...(grant.SourceAccount === undefined ? {} : { "AWS:SourceAccount": grant.SourceAccount }),
    ...(grant.PrincipalOrgID === undefined ? {} : { "aws:PrincipalOrgID": grant.PrincipalOrgID }),
    ...(grant.FunctionUrlAuthType === undefined ? {} : { "lambda:FunctionUrlAuthType": grant.FunctionUrlAuthType }),
    ...(grant.EventSourceToken === undefined ? {} : { "lambda:EventSourceToken": grant.EventSourceToken }),
  };
  const conditions = {
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
    ...(grant.InvokedViaFunctionUrl === undefined
      ? {}
      : { Bool: { "lambda:InvokedViaFunctionUrl": String(grant.InvokedViaFunctionUrl) } }),
    ...(grant.SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": grant.SourceArn } }),
  };
  const statement = {
    Sid: grant.StatementId,
    Effect: "Allow",
    Principal: principalOf(grant.Principal),
    Action: grant.Action,
    Resource: resource,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
  return { sid: grant.StatementId, statement: JSON.stringify(statement) };
}

const servicePattern = /\.(amazonaws|amazon)\.com(\.cn)?$/;

/** `*`, a service, an account, or a user or role by its ARN. Throws InvalidParameterValueException. */
function principalOf(principal: string): unknown {
  if (principal === "*") return "*";
  if (servicePattern.test(principal)) return { Service: principal };
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (parseArn(principal) === undefined) throw principalInvalid();
  return { AWS: principal };
}
