import type { ServiceDetail } from "@aws-sdk/client-ec2";
import { onAnything } from "../access.ts";
import { ec2Error } from "../errors.ts";
import { type Filters, matchesAll } from "../filters.ts";
import type { Ec2Operation } from "../shapes.ts";
import { endpointServices } from "./services.ts";

const filters: Filters<ServiceDetail> = {
  owner: ({ Owner }) => Owner,
  "service-name": ({ ServiceName }) => ServiceName,
  "service-type": ({ ServiceType = [] }) => ServiceType.map((type) => type.ServiceType),
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html */
export const describeVpcEndpointServices: Ec2Operation<"DescribeVpcEndpointServices"> = {
  access: onAnything("DescribeVpcEndpointServices"),

  run({ region }, { ServiceNames, Filters = [] }) {
    const all = endpointServices(region);
    const unknown = ServiceNames?.find((name) => !all.some(({ ServiceName }) => ServiceName === name));
    if (unknown !== undefined) {
      throw ec2Error("InvalidServiceName", `The Vpc Endpoint Service '${unknown}' does not exist`);
    }
    const ServiceDetails = all.filter(
      (service) =>
        (ServiceNames ?? [service.ServiceName]).includes(service.ServiceName) && matchesAll(service, Filters, filters),
    );
    return { ServiceDetails, ServiceNames: [...new Set(ServiceDetails.map(({ ServiceName }) => ServiceName))] };
  },
};
