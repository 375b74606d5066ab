import { invalidParameter } from "../errors.ts";
import { readArn } from "../model.ts";

/** The ARN of an application (`app/PLATFORM/NAME`) or of a device (`endpoint/PLATFORM/NAME/ID`). Throws InvalidParameter. */
export function readPlatformArn(text: string | undefined, parameter: string): string {
  const [kind, ...rest] = readArn(text, parameter).resource.split("/");
  const wanted = parameter === "EndpointArn" ? { kind: "endpoint", parts: 3 } : { kind: "app", parts: 2 };
  if (kind !== wanted.kind || rest.length !== wanted.parts) {
    const counted = `Wrong number of slashes in relative portion of the ARN.`;
    throw invalidParameter(`${parameter} Reason: ${counted}`);
  }
  return text ?? "";
}
