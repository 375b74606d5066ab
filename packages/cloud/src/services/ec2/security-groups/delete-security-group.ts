import { onEach } from "../access.ts";
import { dependency, ec2Error, notFound } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { removeGroup } from "./remove-group.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html */
export const deleteSecurityGroup: Ec2Operation<"DeleteSecurityGroup"> = {
  access: onEach("DeleteSecurityGroup", ({ GroupId }) => ({ "security-group": GroupId })),

  run({ store }, { GroupId, GroupName }) {
    const group =
      GroupId === undefined
        ? store.list("security-group").find((one) => one.GroupName === GroupName)
        : store.get("security-group", GroupId);
    if (group === undefined) throw notFound("security-group", GroupName ?? "");
    const { GroupId: id } = group;
    if (group.GroupName === "default") {
      throw ec2Error("CannotDelete", `the specified group: "${id}" name: "default" cannot be deleted by a user`);
    }
    const isNamed = store
      .list("security-group-rule")
      .some((rule) => rule.GroupId !== id && rule.ReferencedGroupInfo?.GroupId === id);
    const isUsed = store.list("network-interface").some(({ groupIds }) => groupIds.includes(id));
    if (isNamed || isUsed) throw dependency(`resource ${id} has a dependent object`);

    removeGroup(store, id);
    return { Return: true, GroupId: id };
  },
};
