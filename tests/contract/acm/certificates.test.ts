import { createPrivateKey, X509Certificate } from "node:crypto";
import {
  ACMClient,
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ExportCertificateCommand,
  GetAccountConfigurationCommand,
  GetCertificateCommand,
  ImportCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  PutAccountConfigurationCommand,
  RemoveTagsFromCertificateCommand,
  RequestCertificateCommand,
  type RequestCertificateCommandInput,
  ResendValidationEmailCommand,
  UpdateCertificateOptionsCommand,
  waitUntilCertificateValidated,
} from "@aws-sdk/client-acm";
import { CreateDomainNameCommand, DeleteDomainNameCommand } from "@aws-sdk/client-api-gateway";
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

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

async function request(DomainName: string, more: Partial<RequestCertificateCommandInput> = {}) {
  const input = { DomainName, ValidationMethod: "DNS" as const, ...more };
  return (await acm.send(new RequestCertificateCommand(input))).CertificateArn ?? "";
}
const describeOne = async (CertificateArn: string) =>
  (await acm.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate;
const issued = (arn: string) =>
  eventually(async () => {
    const certificate = await describeOne(arn);
    return certificate?.Status === "ISSUED" ? certificate : undefined;
  });

describe("certificates that are requested", () => {
  it("are issued at once where no hosted zone has the name, for all of their names", async () => {
    const arn = await request("api.nowhere.com", { SubjectAlternativeNames: ["*.nowhere.com"] });
    expect(arn).toMatch(/^arn:aws:acm:eu-west-1:000000000000:certificate\/[0-9a-f-]{36}$/);

    const certificate = await issued(arn);
    expect(certificate).toMatchObject({
      DomainName: "api.nowhere.com",
      SubjectAlternativeNames: ["api.nowhere.com", "*.nowhere.com"],
      Type: "AMAZON_ISSUED",
      KeyAlgorithm: "RSA_2048",
      InUseBy: [],
    });
    const { Certificate = "", CertificateChain = "" } = await acm.send(
      new GetCertificateCommand({ CertificateArn: arn }),
    );
    const leaf = new X509Certificate(Certificate);
    expect(leaf.verify(new X509Certificate(CertificateChain).publicKey)).toBe(true);
    expect(leaf.checkHost("other.nowhere.com")).toBe("*.nowhere.com");
  });

  it("wait for their record in the zone that has the name", async () => {
    const { HostedZone } = await dns.send(new CreateHostedZoneCommand({ Name: "zoned.com", CallerReference: "zoned" }));
    const arn = await request("api.zoned.com", { SubjectAlternativeNames: ["*.api.zoned.com"] });
    const [option, wild] = (await describeOne(arn))?.DomainValidationOptions ?? [];
    expect(option?.ResourceRecord).toMatchObject({
      Type: "CNAME",
      Name: expect.stringMatching(/^_[0-9a-f]{32}\.api\.zoned\.com\.$/),
      Value: expect.stringMatching(/^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/),
    });
    // A wildcard is shown by the same record.
    expect(wild?.ResourceRecord).toEqual(option?.ResourceRecord);
    cloud.cloud.advanceClock(60_000);
    expect((await describeOne(arn))?.Status).toBe("PENDING_VALIDATION");
    await expect(acm.send(new GetCertificateCommand({ CertificateArn: arn }))).rejects.toMatchObject({
      name: "RequestInProgressException",
    });

    const { Name, Value } = option?.ResourceRecord ?? {};
    const ResourceRecordSet = { Name, Type: "CNAME" as const, TTL: 60, ResourceRecords: [{ Value }] };
    const Changes = [{ Action: "CREATE" as const, ResourceRecordSet }];
    await dns.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: HostedZone?.Id, ChangeBatch: { Changes } }));
    cloud.cloud.advanceClock(5_000);
    await waitUntilCertificateValidated({ client: acm, maxWaitTime: 30, minDelay: 1 }, { CertificateArn: arn });
  });

  it("time out after three days without their record", async () => {
    await dns.send(new CreateHostedZoneCommand({ Name: "late.com", CallerReference: "late" }));
    const arn = await request("late.com");
    await eventually(async () => (await describeOne(arn))?.DomainValidationOptions);
    cloud.cloud.advanceClock(72 * 3_600_000);

    const failed = await eventually(async () => {
      cloud.cloud.advanceClock(5_000);
      const certificate = await describeOne(arn);
      return certificate?.Status === "VALIDATION_TIMED_OUT" ? certificate : undefined;
    });
    expect(failed.DomainValidationOptions?.[0]?.ValidationStatus).toBe("FAILED");
  });

  it("are the same for the same token within an hour", async () => {
    const first = await request("token.com", { IdempotencyToken: "t1" });
    expect(await request("token.com", { IdempotencyToken: "t1" })).toBe(first);
    cloud.cloud.advanceClock(3_600_000);
    expect(await request("token.com", { IdempotencyToken: "t1" })).not.toBe(first);
  });

  it("are listed by status, tagged, and deleted unless a custom name shows them", async () => {
    const arn = await request("used.com", { Tags: [{ Key: "team", Value: "data" }] });
    await issued(arn);
    await acm.send(new AddTagsToCertificateCommand({ CertificateArn: arn, Tags: [{ Key: "stage", Value: "dev" }] }));
    await acm.send(new RemoveTagsFromCertificateCommand({ CertificateArn: arn, Tags: [{ Key: "team" }] }));
    const { Tags } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn: arn }));
    expect(Tags).toEqual([{ Key: "stage", Value: "dev" }]);

    const domainName = "api.used.com";
    const regional = { regionalCertificateArn: arn, endpointConfiguration: { types: ["REGIONAL" as const] } };
    await cloud.apigateway.send(new CreateDomainNameCommand({ domainName, ...regional }));
    expect((await describeOne(arn))?.InUseBy).toEqual([`arn:aws:apigateway:eu-west-1::/domainnames/${domainName}`]);
    const { CertificateSummaryList = [] } = await acm.send(
      new ListCertificatesCommand({ CertificateStatuses: ["ISSUED"] }),
    );
    expect(CertificateSummaryList.find(({ CertificateArn }) => CertificateArn === arn)?.InUse).toBe(true);
    const remove = () => acm.send(new DeleteCertificateCommand({ CertificateArn: arn }));
    await expect(remove()).rejects.toMatchObject({ name: "ResourceInUseException" });
    await cloud.apigateway.send(new DeleteDomainNameCommand({ domainName }));
    await remove();
    await expect(describeOne(arn)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Could not find certificate ${arn} in account 000000000000.`,
    });
  });

  it("have options, and are exported where those say so", async () => {
    const arn = await request("export.com", { Options: { Export: "ENABLED" } });
    await issued(arn);
    const Options = { CertificateTransparencyLoggingPreference: "DISABLED" as const };
    await acm.send(new UpdateCertificateOptionsCommand({ CertificateArn: arn, Options }));
    expect((await describeOne(arn))?.Options).toEqual({ ...Options, Export: "ENABLED" });

    const Passphrase = Buffer.from("a passphrase");
    const { Certificate = "", PrivateKey = "" } = await acm.send(
      new ExportCertificateCommand({ CertificateArn: arn, Passphrase }),
    );
    const key = createPrivateKey({ key: PrivateKey, passphrase: Passphrase });
    expect(new X509Certificate(Certificate).checkPrivateKey(key)).toBe(true);
  });
});

describe("certificates that are imported", () => {
  it("tell what is in them, and are replaced in place", async () => {
    const arn = await request("source.com", { Options: { Export: "ENABLED" } });
    await issued(arn);
    const Passphrase = Buffer.from("a passphrase");
    const source = await acm.send(new ExportCertificateCommand({ CertificateArn: arn, Passphrase }));
    const key = createPrivateKey({ key: source.PrivateKey ?? "", passphrase: Passphrase });
    const content = {
      Certificate: Buffer.from(source.Certificate ?? ""),
      PrivateKey: Buffer.from(key.export({ type: "pkcs8", format: "pem" })),
    };

    const { CertificateArn } = await acm.send(new ImportCertificateCommand(content));
    expect(await describeOne(CertificateArn ?? "")).toMatchObject({
      DomainName: "source.com",
      Type: "IMPORTED",
      Status: "ISSUED",
      KeyAlgorithm: "EC_prime256v1",
    });
    const again = await acm.send(new ImportCertificateCommand({ ...content, CertificateArn }));
    expect(again.CertificateArn).toBe(CertificateArn);

    const other = await request("other.com", { Options: { Export: "ENABLED" } });
    await issued(other);
    const strange = await acm.send(new ExportCertificateCommand({ CertificateArn: other, Passphrase }));
    const mixed = { ...content, Certificate: Buffer.from(strange.Certificate ?? "") };
    await expect(acm.send(new ImportCertificateCommand(mixed))).rejects.toMatchObject({ name: "ValidationException" });
    const garbled = { ...content, Certificate: Buffer.from("no certificate") };
    await expect(acm.send(new ImportCertificateCommand(garbled))).rejects.toThrow("not valid PEM");
  });
});

describe("what is refused", () => {
  it("is told by ACM's exceptions", async () => {
    const arn = await request("refused.com");
    const mail = new ResendValidationEmailCommand({
      CertificateArn: arn,
      Domain: "refused.com",
      ValidationDomain: "refused.com",
    });
    await expect(acm.send(mail)).rejects.toMatchObject({ name: "InvalidStateException" });
    const Tags = [{ Key: "aws:own", Value: "x" }];
    await expect(acm.send(new AddTagsToCertificateCommand({ CertificateArn: arn, Tags }))).rejects.toMatchObject({
      name: "InvalidTagException",
    });
    const elsewhere = [{ DomainName: "x.refused.com", ValidationDomain: "other.com" }];
    await expect(request("x.refused.com", { DomainValidationOptions: elsewhere })).rejects.toMatchObject({
      name: "InvalidDomainValidationOptionsException",
    });
  });
});

describe("the account's configuration", () => {
  it("says how many days before the end it is told", async () => {
    const get = async () => (await acm.send(new GetAccountConfigurationCommand({}))).ExpiryEvents?.DaysBeforeExpiry;
    expect(await get()).toBe(45);
    const ExpiryEvents = { DaysBeforeExpiry: 10 };
    await acm.send(new PutAccountConfigurationCommand({ ExpiryEvents, IdempotencyToken: "one" }));
    expect(await get()).toBe(10);
  });
});
