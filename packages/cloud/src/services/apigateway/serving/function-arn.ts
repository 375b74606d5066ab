/** Stage variables stand in addresses as `${stageVariables.name}`. */
export const withStageVariables = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => variables[name] ?? "");

/** The function that the address of an integration or an authorizer names. */
export function functionOf(uri: string, variables: Readonly<Record<string, string>>): string {
  const path = /:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? "";
  return withStageVariables(path, variables);
}
