import { levelOf, type Report } from "./audit.ts";
import { rules } from "./finding.ts";

/** For code scanners. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const writeSarif = (report: Report): object => ({
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: {
        driver: {
          name: "millrace audit",
          rules: Object.entries(rules).map(([id, { title, level, alsoKnownAs }]) => ({
            id,
            shortDescription: { text: title },
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
        message: { text: finding.says },
        locations: [{ logicalLocations: [{ fullyQualifiedName: finding.where }] }],
        ...(suppressions === undefined ? {} : { suppressions }),
      })),
    },
  ],
});
