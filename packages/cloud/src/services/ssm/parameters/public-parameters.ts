import { createHash } from "node:crypto";
import type { Scope } from "../../../kernel/operation.ts";
import type { Parameter } from "../model.ts";

/**
 * What AWS publishes and templates ask for. The images exist nowhere: their ids only have the right form, and are the same
 * each time. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
const images = [
  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64",
  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64",
  "/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64",
  "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-arm64-gp2",
  "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2",
  "/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-arm64-gp2",
  "/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2",
  "/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id",
  "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
  "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
] as const;

const publishedAt = Date.UTC(2026, 0, 1);

export const publicParameters = ({ region }: Scope): Parameter[] =>
  images.map((name) => ({
    name,
    tags: {},
    versions: [
      {
        version: 1,
        type: "String",
        value: `ami-0${createHash("sha256").update(`${region}${name}`).digest("hex").slice(0, 16)}`,
        dataType: name.includes("ami-amazon-linux") ? "aws:ec2:image" : "text",
        tier: "Standard",
        labels: [],
        modifiedAt: publishedAt,
        modifiedBy: "Amazon",
      },
    ],
  }));
