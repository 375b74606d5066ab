// Fetches the CDK and its command line, some 250 MB. What is there already stays.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../node_modules/.cache/cdk", import.meta.url));
// 3.0.0, which npm calls the latest, is older than these and refuses current libraries.
const packages = ["aws-cdk@2.1148.1", "aws-cdk-lib@2.276.0", "constructs@10.8.1"];

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
if (!existsSync(join(folder, "node_modules", "aws-cdk", "bin", "cdk"))) {
  try {
    execFileSync("npm", ["install", "--save-exact", "--ignore-scripts", "--no-audit", "--no-fund", ...packages], {
      cwd: folder,
      stdio: "inherit",
    });
  } catch {
    console.log("The CDK could not be fetched: its suite is skipped");
  }
}
