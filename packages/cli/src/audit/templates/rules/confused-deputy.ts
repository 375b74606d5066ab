import { ofType } from "../audited-template.ts";
import type { TemplateRule } from "../template-rule.ts";

export const confusedDeputy: TemplateRule = {
  level: "error",
  title: "A service may invoke a function for anybody's sake",
  why: "A bucket, a topic or a rule of any other account can send it events",
  wayOut: "give the permission SourceArn; of a bucket SourceAccount as well, for its ARN does not say whose it is",
  alsoKnownAs: ["CKV_AWS_364", "W3663", "F13"],

  *find(template) {
    for (const { id, properties } of ofType(template, "AWS::Lambda::Permission")) {
      const { Principal: principal, SourceArn: arn, SourceAccount: account, PrincipalOrgID: org } = properties;
      const isUrl =
        properties["FunctionUrlAuthType"] !== undefined || properties["InvokedViaFunctionUrl"] !== undefined;
      if (String(principal) === "*" && org === undefined && !isUrl && arn === undefined)
        yield { at: id, says: "Principal is *" };
      if (!String(principal).endsWith(".amazonaws.com")) continue;
      if (arn === undefined && account === undefined) {
        yield { at: id, says: `${String(principal)} may invoke without SourceArn or SourceAccount` };
      }
    }
  },
};
