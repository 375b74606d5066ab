import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { LogGroupResource } from "@millrace/plan";
import type { Clients } from "./clients.ts";
import type { Change } from "./deploy.ts";
import { unless } from "./is-error.ts";

export async function putLogGroup({ name }: LogGroupResource, { logs }: Clients): Promise<Change> {
  const created = logs.send(new CreateLogGroupCommand({ logGroupName: name }));
  return (await unless(created, "ResourceAlreadyExistsException")) === undefined ? "unchanged" : "created";
}
