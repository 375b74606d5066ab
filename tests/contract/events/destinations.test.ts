import {
  ActivateEventSourceCommand,
  type ConnectionAuthorizationType,
  CreateApiDestinationCommand,
  type CreateConnectionAuthRequestParameters,
  CreateConnectionCommand,
  CreateEndpointCommand,
  CreatePartnerEventSourceCommand,
  DeactivateEventSourceCommand,
  DeauthorizeConnectionCommand,
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DeleteEndpointCommand,
  DeletePartnerEventSourceCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  DescribeEndpointCommand,
  DescribeEventSourceCommand,
  DescribePartnerEventSourceCommand,
  ListApiDestinationsCommand,
  ListConnectionsCommand,
  ListEndpointsCommand,
  ListEventSourcesCommand,
  ListPartnerEventSourceAccountsCommand,
  ListPartnerEventSourcesCommand,
  PutPartnerEventsCommand,
  UpdateApiDestinationCommand,
  UpdateConnectionCommand,
  UpdateEndpointCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { startListener } from "../sns/web-listener.ts";
import { createRule, createServiceRole, putEvent } from "./bus.ts";

let cloud: TestCloud;
let web: Awaited<ReturnType<typeof startListener>>;
let role: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  web = await startListener();
  role = await createServiceRole(cloud, "call", "events.amazonaws.com", ["events:InvokeApiDestination"]);
});
afterAll(() => Promise.all([cloud.stop(), web.stop()]));

async function connect(
  Name: string,
  AuthorizationType: ConnectionAuthorizationType,
  AuthParameters: CreateConnectionAuthRequestParameters,
) {
  const input = { Name, AuthorizationType, AuthParameters };
  return (await cloud.events.send(new CreateConnectionCommand(input))).ConnectionArn ?? "";
}

describe("An API destination", () => {
  it.each([
    [
      "basic",
      "BASIC",
      { BasicAuthParameters: { Username: "me", Password: "pass" } },
      { authorization: "Basic bWU6cGFzcw==" },
    ],
    ["key", "API_KEY", { ApiKeyAuthParameters: { ApiKeyName: "X-Key", ApiKeyValue: "secret" } }, { "x-key": "secret" }],
  ] as const)("is called with the proof of its connection: %s", async (name, type, auth, headers) => {
    const invocation = {
      HeaderParameters: [{ Key: "X-More", Value: "more", IsValueSecret: false }],
      BodyParameters: [{ Key: "added", Value: "yes", IsValueSecret: true }],
    };
    const ConnectionArn = await connect(name, type, { ...auth, InvocationHttpParameters: invocation });
    const { ApiDestinationArn: Arn } = await cloud.events.send(
      new CreateApiDestinationCommand({ Name: name, ConnectionArn, HttpMethod: "POST", InvocationEndpoint: web.url }),
    );
    const HttpParameters = { HeaderParameters: { "X-N": "$.detail.n" } };
    const targets = [{ Id: "a", Arn, RoleArn: role, HttpParameters, InputPath: "$.detail" }];
    await createRule(cloud, { name, pattern: { detail: { to: [name] } }, targets });

    await putEvent(cloud, { to: name, n: 7 });
    const posted = await web.next();

    expect(posted.headers).toMatchObject({ ...headers, "x-more": "more", "x-n": "7" });
    expect(JSON.parse(posted.body)).toEqual({ to: name, n: 7, added: "yes" });
  });

  it("is described, changed, listed and deleted", async () => {
    const { events } = cloud;
    const ConnectionArn = await connect("plain", "BASIC", { BasicAuthParameters: { Username: "a", Password: "b" } });
    await events.send(
      new CreateApiDestinationCommand({ Name: "d", ConnectionArn, HttpMethod: "POST", InvocationEndpoint: web.url }),
    );
    await events.send(
      new UpdateApiDestinationCommand({ Name: "d", HttpMethod: "PUT", InvocationRateLimitPerSecond: 5 }),
    );

    const found = await events.send(new DescribeApiDestinationCommand({ Name: "d" }));
    const { ApiDestinations } = await events.send(new ListApiDestinationsCommand({ ConnectionArn }));
    await events.send(new DeleteApiDestinationCommand({ Name: "d" }));

    expect(found).toMatchObject({ HttpMethod: "PUT", ApiDestinationState: "ACTIVE", InvocationRateLimitPerSecond: 5 });
    expect(ApiDestinations).toHaveLength(1);
    await expect(events.send(new DescribeApiDestinationCommand({ Name: "d" }))).rejects.toThrow(
      "Failed to describe the api-destination(s). An api-destination 'd' does not exist.",
    );
  });
});

describe("A connection", () => {
  it("keeps its secrets to itself", async () => {
    const { events } = cloud;
    await connect("secret", "API_KEY", { ApiKeyAuthParameters: { ApiKeyName: "k", ApiKeyValue: "v" } });
    await events.send(
      new UpdateConnectionCommand({ Name: "secret", AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "l" } } }),
    );

    const found = await events.send(new DescribeConnectionCommand({ Name: "secret" }));
    const { Connections } = await events.send(new ListConnectionsCommand({ NamePrefix: "secret" }));
    await events.send(new DeauthorizeConnectionCommand({ Name: "secret" }));
    const after = await events.send(new DescribeConnectionCommand({ Name: "secret" }));
    await events.send(new DeleteConnectionCommand({ Name: "secret" }));

    expect(found.AuthParameters).toEqual({ ApiKeyAuthParameters: { ApiKeyName: "l" } });
    expect(found.SecretArn).toMatch(/:secret:events!connection\/secret\//);
    expect(Connections).toMatchObject([{ Name: "secret", ConnectionState: "AUTHORIZED" }]);
    expect(after.ConnectionState).toBe("DEAUTHORIZED");
    await expect(events.send(new DescribeConnectionCommand({ Name: "secret" }))).rejects.toThrow(
      "Failed to describe the connection(s). Connection 'secret' does not exist.",
    );
  });
});

describe("A global endpoint", () => {
  it("is kept", async () => {
    const { events } = cloud;
    const RoutingConfig = {
      FailoverConfig: {
        Primary: { HealthCheck: "arn:aws:route53:::healthcheck/a" },
        Secondary: { Route: "us-east-1" },
      },
    };
    const EventBuses = ["eu-west-1", "us-east-1"].map((region) => ({
      EventBusArn: `arn:aws:events:${region}:000000000000:event-bus/default`,
    }));
    await events.send(new CreateEndpointCommand({ Name: "e", RoutingConfig, EventBuses }));
    await events.send(new UpdateEndpointCommand({ Name: "e", Description: "d" }));

    const found = await events.send(new DescribeEndpointCommand({ Name: "e" }));
    const { Endpoints } = await events.send(new ListEndpointsCommand({}));
    await events.send(new DeleteEndpointCommand({ Name: "e" }));

    expect(found).toMatchObject({ Name: "e", Description: "d", EventBuses, State: "ACTIVE" });
    expect(Endpoints).toHaveLength(1);
    await expect(events.send(new DescribeEndpointCommand({ Name: "e" }))).rejects.toThrow("Endpoint e does not exist.");
  });
});

describe("A partner", () => {
  it("is told that nobody is one here", async () => {
    const { events } = cloud;
    const Name = "aws.partner/some/one";

    expect((await events.send(new ListEventSourcesCommand({}))).EventSources).toEqual([]);
    expect((await events.send(new ListPartnerEventSourcesCommand({ NamePrefix: Name }))).PartnerEventSources).toEqual(
      [],
    );
    const entry = { Source: Name, DetailType: "t", Detail: "{}" };
    expect((await events.send(new PutPartnerEventsCommand({ Entries: [entry] }))).FailedEntryCount).toBe(1);
    await expect(events.send(new ActivateEventSourceCommand({ Name }))).rejects.toThrow(/does not exist/);
    await expect(events.send(new DeactivateEventSourceCommand({ Name }))).rejects.toThrow(/does not exist/);
    await expect(events.send(new DescribeEventSourceCommand({ Name }))).rejects.toThrow(/does not exist/);
    await expect(events.send(new DescribePartnerEventSourceCommand({ Name }))).rejects.toThrow(/does not exist/);
    await expect(events.send(new ListPartnerEventSourceAccountsCommand({ EventSourceName: Name }))).rejects.toThrow(
      /does not exist/,
    );
    const partner = { Name, Account: "000000000000" };
    await expect(events.send(new CreatePartnerEventSourceCommand(partner))).rejects.toMatchObject({
      name: "OperationDisabledException",
    });
    await expect(events.send(new DeletePartnerEventSourceCommand(partner))).rejects.toMatchObject({
      name: "OperationDisabledException",
    });
  });
});
