import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3-control";
import { AwsError } from "@millrace/wire";

/** What S3 knows of an account's own settings. */
export interface AccountBlock {
  readonly account: string;
  readonly accountBlock: PublicAccessBlockConfiguration | undefined;
  putAccountBlock(block: PublicAccessBlockConfiguration): void;
  deleteAccountBlock(): void;
}

/** Throws AccessDenied where somebody asks for another account's settings. */
export function checkAccount({ account }: AccountBlock, asked: string | undefined): void {
  if (asked !== undefined && asked !== account) throw new AwsError("AccessDenied", "Access Denied", { status: 403 });
}
