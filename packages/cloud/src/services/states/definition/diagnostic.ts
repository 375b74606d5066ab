/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export interface Diagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly code: string;
  readonly message: string;
  readonly location?: string;
}

/** Where findings about a definition come together. */
export class Findings {
  readonly list: Diagnostic[] = [];

  schema(location: string, message: string): void {
    this.list.push({ severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message, location });
  }

  add(code: string, location: string, message: string): void {
    this.list.push({ severity: "ERROR", code, message, location });
  }

  warn(code: string, location: string, message: string): void {
    this.list.push({ severity: "WARNING", code, message, location });
  }
}
