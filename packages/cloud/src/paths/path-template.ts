export interface PathMatch {
  readonly parameters: Record<string, string>;
  /** By which matches are compared, part by part: names come before variables, variables before greedy ones. */
  readonly rank: string;
}

/** Whether a path, still encoded, is one that a template stands for: `/orders/{id}`, `/files/{path+}`. */
export function matchPath(template: string, path: string): PathMatch | undefined {
  const parts = partsOf(template);
  const asked = partsOf(path);
  const greedy = /^\{(.+)\+\}$/.exec(parts.at(-1) ?? "")?.[1];
  const plain = greedy === undefined ? parts : parts.slice(0, -1);
  const isLong = greedy === undefined ? asked.length === plain.length : asked.length > plain.length;
  if (!isLong) return undefined;
  const parameters: Record<string, string> = {};
  let rank = "";
  for (const [at, part] of plain.entries()) {
    const given = decodePath(asked[at] ?? "");
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined && given !== part) return undefined;
    if (name !== undefined) parameters[name] = given;
    rank += name === undefined ? "0" : "1";
  }
  if (greedy === undefined) return { parameters, rank };
  parameters[greedy] = decodePath(asked.slice(plain.length).join("/"));
  return { parameters, rank: `${rank}2` };
}

const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");

/** What cannot be decoded stays as it is. */
export function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
