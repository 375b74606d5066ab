import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { ListResourceRecordSetsCommand, ListTagsForResourceCommand, Route53Client } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, deleteStack, updateStack } from "../../support/stacks.ts";

let cloud: TestCloud;
let acm: ACMClient;
let dns: Route53Client;

beforeAll(async () => {
  cloud = await startTestCloud();
  acm = new ACMClient(clientConfig(cloud.cloud.endpoint));
  dns = new Route53Client(clientConfig(cloud.cloud.endpoint));
});
afterAll(async () => {
  acm.destroy();
  dns.destroy();
  await cloud.stop();
});

const address = (Name: string, value: string) => ({ Name, Type: "A", TTL: "60", ResourceRecords: [value] });
const zone = { Ref: "Zone" };

const template = (value: string, group: readonly object[]) => ({
  Resources: {
    Zone: {
      Type: "AWS::Route53::HostedZone",
      // What validated the certificate stays in it.
      DeletionPolicy: "Retain",
      Properties: {
        Name: "partners.example.com",
        HostedZoneConfig: { Comment: `to ${value}` },
        HostedZoneTags: [{ Key: "value", Value: value }],
      },
    },
    Record: {
      Type: "AWS::Route53::RecordSet",
      Properties: { HostedZoneId: zone, ...address("www.partners.example.com", value) },
    },
    Group: { Type: "AWS::Route53::RecordSetGroup", Properties: { HostedZoneId: zone, RecordSets: group } },
    Certificate: {
      Type: "AWS::CertificateManager::Certificate",
      Properties: {
        DomainName: "api.partners.example.com",
        ValidationMethod: "DNS",
        DomainValidationOptions: [{ DomainName: "api.partners.example.com", HostedZoneId: zone }],
      },
    },
    Domain: {
      Type: "AWS::ApiGateway::DomainName",
      Properties: {
        DomainName: "api.partners.example.com",
        RegionalCertificateArn: { Ref: "Certificate" },
        EndpointConfiguration: { Types: ["REGIONAL"] },
      },
    },
    Alias: {
      Type: "AWS::Route53::RecordSet",
      Properties: {
        HostedZoneName: "partners.example.com.",
        Name: { Ref: "Domain" },
        Type: "A",
        AliasTarget: {
          DNSName: { "Fn::GetAtt": ["Domain", "RegionalDomainName"] },
          HostedZoneId: { "Fn::GetAtt": ["Domain", "RegionalHostedZoneId"] },
        },
      },
    },
  },
  Outputs: {
    Zone: { Value: zone },
    Servers: { Value: { "Fn::Join": [",", { "Fn::GetAtt": ["Zone", "NameServers"] }] } },
    Certificate: { Value: { Ref: "Certificate" } },
    Record: { Value: { Ref: "Record" } },
  },
});

describe("a stack with names of its own", () => {
  it("makes a zone, its records and a certificate that they validate; changes them in place; and deletes them", async () => {
    const one = [address("a.partners.example.com", "10.0.0.1"), address("b.partners.example.com", "10.0.0.1")];
    const stack = await createStack(cloud.cloudformation, "names", template("10.0.0.1", one));
    expect(stack.StackStatusReason).toBeUndefined();
    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    const outputs = Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    expect(outputs["Zone"]).toMatch(/^Z[0-9A-Z]{20}$/);
    expect(outputs["Servers"]?.split(",")).toHaveLength(4);
    expect(outputs["Record"]).toBe("www.partners.example.com");
    const HostedZoneId = outputs["Zone"] ?? "";
    const CertificateArn = outputs["Certificate"];
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
    expect(Certificate?.Status).toBe("ISSUED");
    const names = async () =>
      ((await dns.send(new ListResourceRecordSetsCommand({ HostedZoneId }))).ResourceRecordSets ?? [])
        .filter(({ Type }) => Type === "A")
        .map(({ Name = "", ResourceRecords: values }) => `${Name.split(".")[0]} ${values?.[0]?.Value ?? "alias"}`);
    expect(await names()).toEqual(["a 10.0.0.1", "api alias", "b 10.0.0.1", "www 10.0.0.1"]);

    const two = [address("b.partners.example.com", "10.0.0.2"), address("c.partners.example.com", "10.0.0.2")];
    expect((await updateStack(cloud.cloudformation, "names", template("10.0.0.2", two))).StackStatus).toBe(
      "UPDATE_COMPLETE",
    );
    expect(await names()).toEqual(["api alias", "b 10.0.0.2", "c 10.0.0.2", "www 10.0.0.2"]);
    const { ResourceTagSet } = await dns.send(
      new ListTagsForResourceCommand({ ResourceType: "hostedzone", ResourceId: HostedZoneId }),
    );
    expect(ResourceTagSet?.Tags).toEqual([{ Key: "value", Value: "10.0.0.2" }]);

    const deleted = await deleteStack(cloud.cloudformation, stack.StackId ?? "");
    expect(deleted.StackStatusReason).toBeUndefined();
    expect(deleted.StackStatus).toBe("DELETE_COMPLETE");
    expect(await names()).toEqual([]);
    await expect(acm.send(new DescribeCertificateCommand({ CertificateArn }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
