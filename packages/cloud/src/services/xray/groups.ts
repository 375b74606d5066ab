import { anyResource, groupArn, nameInGroupArn } from "./access.ts";
import { invalidRequest } from "./errors.ts";
import { readFilter } from "./segments/filter-expression.ts";
import type { XRayOperation } from "./shapes.ts";
import type { Group, XRayStore } from "./store.ts";

interface Named {
  readonly GroupName?: string | undefined;
  readonly GroupARN?: string | undefined;
}

const nameOf = ({ GroupName, GroupARN = "" }: Named): string => GroupName ?? nameInGroupArn(GroupARN);

const on = (action: string) => (input: Named, scope: { account: string; region: string }) => ({
  action: `xray:${action}`,
  resource: input.GroupARN ?? groupArn(scope, nameOf(input)),
});

const outputOf = ({ GroupName, arn, FilterExpression, InsightsConfiguration }: Group) => ({
  GroupName,
  GroupARN: arn,
  ...(FilterExpression === undefined ? {} : { FilterExpression }),
  InsightsConfiguration: { InsightsEnabled: false, NotificationsEnabled: false, ...InsightsConfiguration },
});

function found(store: XRayStore, named: Named): Group {
  const group = store.groups.get(nameOf(named));
  if (group === undefined) throw invalidRequest("Group not found");
  return group;
}

/** @see https://docs.aws.amazon.com/xray/latest/api/API_CreateGroup.html */
export const createGroup: XRayOperation<"CreateGroup"> = {
  access: on("CreateGroup"),

  run({ store, ids, account, region }, input) {
    if (store.groups.has(input.GroupName)) throw invalidRequest("Group already exists");
    readFilter(input.FilterExpression);
    const id = ids.uuid().replaceAll("-", "").toUpperCase();
    const group = { ...input, arn: groupArn({ account, region }, input.GroupName, id) };

    store.groups.put(input.GroupName, group);
    const tags = (input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value] as const);
    store.tags.put(group.arn, Object.fromEntries(tags));
    return { Group: outputOf(group) };
  },
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_UpdateGroup.html */
export const updateGroup: XRayOperation<"UpdateGroup"> = {
  access: on("UpdateGroup"),

  run({ store }, input) {
    const before = found(store, input);
    readFilter(input.FilterExpression);
    const group = {
      ...before,
      FilterExpression: input.FilterExpression ?? before.FilterExpression,
      InsightsConfiguration: { ...before.InsightsConfiguration, ...input.InsightsConfiguration },
    };

    store.groups.put(group.GroupName, group);
    return { Group: outputOf(group) };
  },
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetGroup.html */
export const getGroup: XRayOperation<"GetGroup"> = {
  access: on("GetGroup"),
  run: ({ store }, input) => ({ Group: outputOf(found(store, input)) }),
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_GetGroups.html */
export const getGroups: XRayOperation<"GetGroups"> = {
  access: anyResource("GetGroups"),
  run: ({ store }) => ({ Groups: [...store.groups.list()].map(outputOf) }),
};

/** @see https://docs.aws.amazon.com/xray/latest/api/API_DeleteGroup.html */
export const deleteGroup: XRayOperation<"DeleteGroup"> = {
  access: on("DeleteGroup"),

  run({ store }, input) {
    const group = found(store, input);
    store.groups.delete(group.GroupName);
    store.tags.delete(group.arn);
  },
};
