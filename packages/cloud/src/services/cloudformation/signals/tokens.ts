import type { Call } from "../../../kernel/operation.ts";
import { shortId } from "../model.ts";

type Place = Pick<Call<unknown>, "endpoint" | "account" | "region">;

/** What signals for a resource are kept under. */
export const resourceToken = (stackId: string, logicalId: string): string => `${shortId(stackId)}/${logicalId}`;

/** Where an answer or a signal is put, by whoever knows the address: it needs no signature, like AWS's presigned URLs. */
export const signalUrl = ({ endpoint, account, region }: Place, token: string): string =>
  `${endpoint}/_aws/cloudformation/${account}/${region}/${encodeURIComponent(token)}`;

export const tokenOfUrl = (url: string): string => decodeURIComponent(url.slice(url.lastIndexOf("/") + 1));
