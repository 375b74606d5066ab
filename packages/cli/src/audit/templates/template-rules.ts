import { circularDependency } from "./rules/circular-dependency.ts";
import { confusedDeputy } from "./rules/confused-deputy.ts";
import { eventLoop } from "./rules/event-loop.ts";
import { handlerMismatch } from "./rules/handler-mismatch.ts";
import { hardCoded } from "./rules/hard-coded.ts";
import { impatientQueue } from "./rules/impatient-queue.ts";
import { impatientWorkflow } from "./rules/impatient-workflow.ts";
import { lostWithTheStack } from "./rules/lost-with-the-stack.ts";
import { malformedArn } from "./rules/malformed-arn.ts";
import { missingPermission } from "./rules/missing-permission.ts";
import { noBackup } from "./rules/no-backup.ts";
import { noDeadLetters } from "./rules/no-dead-letters.ts";
import { noRetention } from "./rules/no-retention.ts";
import { oldRuntime } from "./rules/old-runtime.ts";
import { openApi } from "./rules/open-api.ts";
import { openNetwork } from "./rules/open-network.ts";
import { plaintextSecret } from "./rules/plaintext-secret.ts";
import { publicBucket } from "./rules/public-bucket.ts";
import { undeclaredEnvironment } from "./rules/undeclared-environment.ts";
import { unencrypted } from "./rules/unencrypted.ts";
import { unsubstitutedVariable } from "./rules/unsubstituted-variable.ts";
import { vpcWithoutEndpoint } from "./rules/vpc-without-endpoint.ts";
import { wildcardGrant } from "./rules/wildcard-grant.ts";
import type { TemplateRule } from "./template-rule.ts";

/** What does not deploy or does not work first, then who gets in, then what is lost. */
export const templateRules: Readonly<Record<string, TemplateRule>> = {
  "circular-dependency": circularDependency,
  "malformed-arn": malformedArn,
  "unsubstituted-variable": unsubstitutedVariable,
  "handler-mismatch": handlerMismatch,
  "undeclared-environment": undeclaredEnvironment,
  "missing-permission": missingPermission,
  "impatient-queue": impatientQueue,
  "old-runtime": oldRuntime,
  "event-loop": eventLoop,
  "vpc-without-endpoint": vpcWithoutEndpoint,
  "wildcard-grant": wildcardGrant,
  "confused-deputy": confusedDeputy,
  "public-bucket": publicBucket,
  "open-network": openNetwork,
  "open-api": openApi,
  "plaintext-secret": plaintextSecret,
  unencrypted: unencrypted,
  "no-dead-letters": noDeadLetters,
  "impatient-workflow": impatientWorkflow,
  "no-retention": noRetention,
  "no-backup": noBackup,
  "lost-with-the-stack": lostWithTheStack,
  "hard-coded": hardCoded,
};
