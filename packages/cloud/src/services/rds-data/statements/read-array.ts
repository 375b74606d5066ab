type Items = readonly (Items | string | null)[];

const part = /\{|\}|,|"(?:[^"\\]|\\.)*"|[^{},"]+/gs;

/** Reads `{1,NULL,"a b"}`. https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
export function readArray(text: string): Items {
  const open: (Items | string | null)[][] = [[]];
  // Bounds may stand in front: [0:2]={1,2,3}
  for (const [word] of text.slice(text.indexOf("{")).matchAll(part)) {
    const current = open.at(-1) ?? [];
    if (word === "{") open.push([]);
    else if (word === "}") {
      open.pop();
      open.at(-1)?.push(current);
    } else if (word !== ",") current.push(itemOf(word));
  }
  const [whole] = open[0] ?? [];
  return Array.isArray(whole) ? whole : [];
}

function itemOf(word: string): string | null {
  if (word.startsWith('"')) return word.slice(1, -1).replace(/\\(.)/gs, "$1");
  return word.toUpperCase() === "NULL" ? null : word;
}
