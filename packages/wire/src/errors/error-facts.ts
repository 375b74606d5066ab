import type { AwsError } from "../aws-error.ts";
import type { Model } from "../schema/model.ts";
import type { StructureSchema } from "../schema/schema.ts";

/** What an error is called, and how it is graded, on the wire. */
export interface ErrorFacts {
  readonly schema: StructureSchema | undefined;
  readonly status: number;
  readonly isServerFault: boolean;
  /** Its code in the query protocol, which may differ from its name. */
  readonly queryCode: string;
  /** The member of the model that holds the message. */
  readonly messageName: string;
}

export function errorFacts(model: Model | undefined, error: AwsError, prefersQueryStatus = false): ErrorFacts {
  const schema = model?.error(error.code);
  const traits = schema?.traits;
  const queryError = traits?.awsQueryError;
  const modelled = (prefersQueryStatus ? queryError?.[1] : undefined) ?? traits?.httpError;
  const status = error.status ?? modelled ?? (traits?.error === "server" ? 500 : 400);
  return {
    schema,
    status,
    isServerFault: traits?.error === "server" || status >= 500,
    queryCode: error.query.code ?? queryError?.[0] ?? error.code,
    messageName: schema?.members.find((member) => /^message$/i.test(member.name))?.name ?? "message",
  };
}

/** Nothing is said of an error without a text, not even that there is none. Observed on CloudWatch. */
export const messageMember = ({ messageName }: ErrorFacts, { message }: AwsError): Record<string, string> =>
  message === "" ? {} : { [messageName]: message };
