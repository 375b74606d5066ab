import { validation } from "../../errors.ts";

export const invalidResource = (logicalId: string, problem: string): Error =>
  validation(
    `Invalid Serverless Application Specification document. Number of errors found: 1. Resource with id [${logicalId}] is invalid. ${problem}`,
  );
