import { AwsError } from "@millrace/wire";
import type { Shapes } from "../shapes.ts";
import type { Visit } from "./visit.ts";

export type PageContent = Shapes["GetObject"]["output"];

/** Reads an object as whoever visits the website, who is nobody in particular. Throws AwsError. */
export const readPage = ({ call, request, bucket }: Visit, key: string): Promise<PageContent> =>
  call.aws.call("s3", "GetObject", { Bucket: bucket, Key: key }, { principal: request.principal });

/** Whether a visitor could read it. */
export async function hasPage({ call, request, bucket }: Visit, key: string): Promise<boolean> {
  try {
    await call.aws.call("s3", "HeadObject", { Bucket: bucket, Key: key }, { principal: request.principal });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
