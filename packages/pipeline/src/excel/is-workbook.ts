/** Whether a zip archive is a workbook, by the name of its first entry, which is in the bytes that begin it. */
export const isWorkbook = (head: Buffer): boolean =>
  /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/.test(head.toString("latin1", 30));
