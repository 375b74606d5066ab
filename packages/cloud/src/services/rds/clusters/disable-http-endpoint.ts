import { on } from "../access.ts";
import type { RdsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DisableHttpEndpoint.html */
export const disableHttpEndpoint: RdsOperation<"DisableHttpEndpoint"> = {
  access: on("DisableHttpEndpoint", "cluster", ({ ResourceArn }) => ResourceArn),

  run({ store }, { ResourceArn }) {
    const cluster = store.cluster(ResourceArn);
    store.putCluster({ ...cluster, HttpEndpointEnabled: false });
    return { ResourceArn, HttpEndpointEnabled: false };
  },
};
