import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { GetParametersByPathCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { obstacle, Workspace } from "../terraform.ts";

/** Between the role and the parameter it waits for a file `go`. */
const configuration = (name: string): string => `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {}

resource "aws_iam_role" "worker" {
  name = "${name}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "terraform_data" "pause" {
  input = aws_iam_role.worker.arn

  provisioner "local-exec" {
    command = "echo waiting; while [ ! -e go ]; do sleep 0.1; done"
  }
}

resource "aws_ssm_parameter" "worker" {
  name  = "/${name}/role"
  type  = "String"
  value = terraform_data.pause.output
}
`;

describe.skipIf(obstacle !== undefined)("An apply that ends in the middle", () => {
  let cloud: TestCloud;
  let workspace: Workspace;
  beforeAll(async () => {
    cloud = await startTestCloud();
    workspace = new Workspace(cloud.cloud.endpoint, "eu-west-1");
  });
  afterAll(async () => {
    workspace.remove();
    await cloud.stop();
  });

  async function parametersOf(name: string): Promise<number> {
    const { Parameters = [] } = await cloud.ssm.send(new GetParametersByPathCommand({ Path: `/${name}` }));
    return Parameters.length;
  }

  it.each(["SIGINT", "SIGKILL"] as const)(
    "by %s is finished by the next one, and destroy leaves nothing",
    async (signal) => {
      const name = signal.toLowerCase();
      const folder = join(workspace.folder, name);
      mkdirSync(folder);
      writeFileSync(join(folder, "main.tf"), configuration(name));
      expect(await workspace.run(folder, "init", "-no-color")).toMatchObject({ code: 0 });
      const apply = workspace.start(folder, "apply", "-auto-approve", "-no-color");
      await apply.prints(/waiting/);

      await apply.stop(signal);
      const before = await parametersOf(name);
      writeFileSync(join(folder, "go"), "");
      const repaired = await workspace.run(folder, "apply", "-auto-approve", "-no-color");
      const after = await parametersOf(name);

      expect(before).toBe(0);
      expect(repaired).toMatchObject({ code: 0, err: "" });
      expect(after).toBe(1);
      expect((await workspace.run(folder, "plan", "-detailed-exitcode")).code).toBe(0);
      expect(await workspace.run(folder, "destroy", "-auto-approve")).toMatchObject({ code: 0 });
      const { Roles = [] } = await cloud.iam.send(new ListRolesCommand({}));
      expect(Roles.map(({ RoleName }) => RoleName)).not.toContain(name);
    },
  );
});
