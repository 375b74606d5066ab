import { notValid } from "../errors.ts";

/** AWS only calls https; a cloud on this machine calls plain http as well. Throws ValidationException. */
export function checkEndpoint(endpoint: string): void {
  if (!URL.canParse(endpoint.replaceAll("*", "x")) || !/^https?:\/\//.test(endpoint)) {
    throw notValid("InvocationEndpoint", "Provided endpoint is not a valid URL.");
  }
}
