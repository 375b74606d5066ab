import { textOf } from "./comparable.mjs";
import { isLegacyDeletion } from "./known.mjs";

const writes = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]);
/** Even when no answer differed, what the tables hold is compared after so many writes. */
const writesPerComparison = 25;

/**
 * Holds both sides to the same contents. A write that was answered differently, and every so many others, is followed by
 * reading whole tables on both sides: what differs there is reported too, then both begin again from their contents.
 */
export class Mirror {
  checks = 0;
  #sides;
  #tables;
  #report;
  #writes = 0;
  #last = [];

  constructor({ theirs, ours, tables, report }) {
    this.#sides = { theirs, ours };
    this.#tables = tables;
    this.#report = report;
  }

  ours(operation, input) {
    return this.#sides.ours(operation, input);
  }

  async begin() {
    const { theirs, ours } = this.#sides;
    for (const { definition } of this.#tables) {
      await theirs("DeleteTable", { TableName: definition.TableName });
      const [a, b] = [await theirs("CreateTable", definition), ours("CreateTable", definition)];
      if (a.error !== undefined || b.error !== undefined) this.#report("CreateTable", definition, a, b);
    }
  }

  async compareStates({ operation, input, isEqual, isKnownDifference }) {
    if (!writes.has(operation)) return;
    this.#last = [...this.#last.slice(1 - writesPerComparison), { operation, input }];
    this.#writes++;
    const named = this.#tables.find((table) => table.name === input.TableName);
    if (isEqual && isLegacyDeletion(input) && named !== undefined) {
      await this.#compareTable(named, [], false);
      return;
    }
    if (isEqual && this.#writes % writesPerComparison !== 0) return;
    this.checks++;
    const suspects = isEqual ? this.#last : [{ operation, input }];
    for (const table of this.#tables) await this.#compareTable(table, suspects, !isKnownDifference);
  }

  async #compareTable(table, suspects, isReported) {
    const input = { TableName: table.name };
    const [a, b] = [await this.#sides.theirs("Scan", input), this.#sides.ours("Scan", input)];
    if (textOf("Scan", input, a) === textOf("Scan", input, b)) return;
    if (isReported) this.#report("State", { table: table.name, after: suspects }, without(a, b), without(b, a));
    await this.#level(table, a.Items, b.Items);
  }

  /** Makes our table hold what theirs does; what cannot be put is deleted on both sides. */
  async #level(table, theirItems, ourItems) {
    const TableName = table.name;
    const keyOf = (item) => Object.fromEntries(table.keys.map(({ name }) => [name, item[name]]));
    for (const item of ourItems) this.#sides.ours("DeleteItem", { TableName, Key: keyOf(item) });
    for (const item of theirItems) {
      const put = this.#sides.ours("PutItem", { TableName, Item: structuredClone(item) });
      if (put.error !== undefined) await this.#sides.theirs("DeleteItem", { TableName, Key: keyOf(item) });
    }
  }
}

/** The items of one answer that the other does not have. */
function without(one, other) {
  const known = new Set(other.Items.map((item) => textOf("Scan", {}, item)));
  return { Items: one.Items.filter((item) => !known.has(textOf("Scan", {}, item))) };
}
