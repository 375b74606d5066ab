import { arnOf, onNew } from "../access.ts";
import { ec2Error, invalidValue, missingParameter } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { everythingOut, newRule } from "./rules.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
export const createSecurityGroup: Ec2Operation<"CreateSecurityGroup"> = {
  access: onNew("CreateSecurityGroup", "security-group", ({ VpcId }) => ({ vpc: VpcId })),

  run({ store, account }, { GroupName, Description, VpcId, TagSpecifications }) {
    const vpc = VpcId === undefined ? store.list("vpc").find(({ IsDefault }) => IsDefault) : store.get("vpc", VpcId);
    if (vpc === undefined) throw ec2Error("VPCIdNotSpecified", "No default VPC for this user");
    for (const [name, text] of Object.entries({ groupName: GroupName, groupDescription: Description })) {
      if (text === undefined) throw missingParameter(name);
      refuseOddText(name, text);
    }
    if (GroupName === "default" || GroupName?.startsWith("sg-")) {
      const why =
        GroupName === "default"
          ? "Cannot use reserved security group name: default"
          : "Group names may not be in the format sg-*.";
      throw invalidValue(why);
    }
    const isTaken = store.list("security-group").some((one) => one.VpcId === vpc.VpcId && one.GroupName === GroupName);
    if (isTaken) {
      throw ec2Error(
        "InvalidGroup.Duplicate",
        `The security group '${GroupName}' already exists for VPC '${vpc.VpcId}'`,
      );
    }
    const Tags = givenTags(TagSpecifications, "security-group");

    const GroupId = store.newId("security-group");
    const SecurityGroupArn = arnOf(store.scope, "security-group", GroupId);
    const group = { GroupId, GroupName, Description, VpcId: vpc.VpcId, SecurityGroupArn, OwnerId: account, Tags };
    store.put("security-group", group);
    store.put("security-group-rule", newRule(store, { GroupId, ...everythingOut }));
    return { GroupId, SecurityGroupArn, Tags };
  },
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
function refuseOddText(name: string, text: string): void {
  if (text.length === 0 || text.length > 255 || !/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/.test(text)) {
    throw invalidValue(
      `Value (${text}) for parameter ${name} is invalid. Character sets beyond ASCII are not supported.`,
    );
  }
}
