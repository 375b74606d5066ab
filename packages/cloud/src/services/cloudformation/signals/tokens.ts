import { shortId } from "../model.ts";

/** What signals for a resource are kept under. */
export const resourceToken = (stackId: string, logicalId: string): string => `${shortId(stackId)}/${logicalId}`;
