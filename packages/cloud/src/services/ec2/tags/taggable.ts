import { ec2Error } from "../errors.ts";
import { type Kind, kindOf } from "../model.ts";

/** The kind of what is to be tagged. */
export function taggable(id: string): Kind {
  const kind = kindOf(id);
  if (kind === undefined) throw ec2Error("InvalidID", `The ID '${id}' is not valid`);
  return kind;
}
