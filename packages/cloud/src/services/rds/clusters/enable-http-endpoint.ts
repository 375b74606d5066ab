import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_EnableHttpEndpoint.html */
export const enableHttpEndpoint: RdsOperation<"EnableHttpEndpoint"> = {
  access: on("EnableHttpEndpoint", "cluster", ({ ResourceArn }) => ResourceArn),

  run({ store }, { ResourceArn }) {
    const cluster = store.cluster(ResourceArn);
    store.putCluster({ ...cluster, HttpEndpointEnabled: true });
    return { ResourceArn, HttpEndpointEnabled: true };
  },
};
