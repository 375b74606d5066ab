import { nameTaken } from "../errors.ts";
import type { User } from "../model.ts";
import { principalOf } from "../principals.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html */
export const updateUser: IamOperation<"UpdateUser"> = {
  access: (input, scope, store) =>
    onEntity("UpdateUser", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store, account, credentials }, input) {
    const user = store.users.get(input.UserName);
    const { NewUserName: name = user.name, NewPath: path = user.path } = input;
    const other = store.users.find(name);
    if (other !== undefined && other.id !== user.id) throw nameTaken("User", name);
    const renamed: User = { ...user, name, path, arn: arnOf("user", { account }, name, path) };

    store.users.delete(user);
    store.users.put(renamed);
    for (const { id } of user.accessKeys) {
      store.putAccessKeyOwner(id, renamed);
      credentials.change(id, { principal: principalOf(renamed, account, id) });
    }
  },
};
