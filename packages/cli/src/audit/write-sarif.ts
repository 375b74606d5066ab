import type { Finding } from "./finding.ts";
import type { Report } from "./report.ts";
import { levelOf, rules } from "./rules.ts";

/** For code scanners. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const writeSarif = (report: Report): object => ({
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: {
        driver: {
          name: "millrace audit",
          rules: Object.entries(rules).map(([id, { title, level, alsoKnownAs, why, wayOut }]) => ({
            id,
            shortDescription: { text: title },
            ...(why === undefined ? {} : { fullDescription: { text: why } }),
            ...(wayOut === undefined ? {} : { help: { text: wayOut } }),
            defaultConfiguration: { level },
            properties: { tags: alsoKnownAs },
          })),
        },
      },
      results: [
        ...report.findings.map((finding) => ({ finding, suppressions: undefined })),
        ...report.suppressed.map((finding) => ({
          finding,
          suppressions: [{ kind: "external", justification: finding.reason }],
        })),
      ].map(({ finding, suppressions }) => ({
        ruleId: finding.rule,
        level: levelOf(finding),
        message: { text: [finding.says, finding.wayOut].filter((text) => text !== undefined).join("; ") },
        locations: [{ logicalLocations: [{ fullyQualifiedName: finding.where }], ...physical(finding) }],
        ...(suppressions === undefined ? {} : { suppressions }),
      })),
    },
  ],
});

const physical = ({ place }: Finding): object =>
  place === undefined
    ? {}
    : { physicalLocation: { artifactLocation: { uri: place.file }, region: { startLine: place.line } } };
