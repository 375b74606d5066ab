import { nameOf } from "../../../kernel/principal.ts";
import { onParameter } from "../access.ts";
import { alreadyExists, invalid } from "../errors.ts";
import { checkName } from "../parameters/check-name.ts";
import { expiryJob } from "../parameters/expiry-job.ts";
import { newVersion, withVersion } from "../parameters/new-version.ts";
import { expiryOf, readPolicies } from "../parameters/policies.ts";
import { sealValue } from "../parameters/secure-value.ts";
import { readName } from "../parameters/selector.ts";
import type { SsmOperation } from "../shapes.ts";

const tagsAndOverwrite =
  "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.";

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const putParameter: SsmOperation<"PutParameter"> = {
  access: (input, scope, store) => [
    onParameter("PutParameter")(input, scope, store),
    ...(input.Tags === undefined || input.Tags.length === 0
      ? []
      : [onParameter("AddTagsToResource")(input, scope, store)]),
  ],

  async run(call, input) {
    const { store, clock, jobs } = call;
    const { name } = readName(input.Name ?? "");
    checkName(name);
    const before = store.find(name);
    if (before !== undefined && input.Overwrite !== true) throw alreadyExists();
    const { Tags: tags = [] } = input;
    if (tags.length > 0 && input.Overwrite === true) throw invalid(tagsAndOverwrite);
    const policies = input.Policies === undefined || input.Policies === "" ? [] : readPolicies(input.Policies);
    const by = { modifiedAt: clock.now(), modifiedBy: nameOf(call.principal) };
    const made = newVersion(input, before, by);
    const value = made.keyId === undefined ? made.value : await sealValue(call, name, made.keyId, made.value);

    const versions = withVersion(before, name, { ...made, value });
    const given = Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
    store.put({ name: before?.name ?? name, tags: before?.tags ?? given, versions });
    const expiresAt = expiryOf(policies);
    if (expiresAt !== undefined) {
      jobs.add(expiryJob, { name, version: made.version }, { delayMs: Math.max(0, expiresAt - clock.now()) });
    }
    return { Version: made.version, Tier: made.tier };
  },
};
