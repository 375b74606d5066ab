import type { Log } from "@millrace/core";
import { createLog } from "@millrace/core";
import type { Config } from "./config.ts";

/** Where the program speaks: to a person on a terminal, or to a pipe. */
export interface Terminal {
  line(text?: string): void;
  /** Columns of the terminal; undefined where output goes elsewhere. */
  readonly width: number | undefined;
  /** On standard error, so that output can be piped. */
  problem(text: string): void;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly red: Paint;
}

type Paint = (text: string) => string;

export function createTerminal({ hasColor }: Config): Terminal {
  const paint =
    (code: number): Paint =>
    (text) =>
      hasColor ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
    line: (text = "") => void process.stdout.write(`${text}\n`),
    problem: (text) => void process.stderr.write(`${text}\n`),
    bold: paint(1),
    dim: paint(2),
    green: paint(32),
    yellow: paint(33),
    red: paint(31),
  };
}

/** Warnings and errors of the cloud, one line each on standard error. */
export const terminalLog = (terminal: Terminal): Log =>
  createLog((level, message, fields) => {
    if (level === "info") return;
    const details = Object.entries(fields).map(([name, value]) => `${name}=${show(value)}`);
    const paint = level === "error" ? terminal.red : terminal.yellow;
    terminal.problem(`${paint(level)} ${message} ${terminal.dim(details.join(" "))}`);
  });

const show = (value: unknown): string => {
  if (value instanceof Error) return value.stack ?? value.message;
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** Rows of cells, each column as wide as its widest cell. Numbers stand to the right. */
export function columns(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, String(cell).length);
  }
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return typeof cell === "number" ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}

/** An estimate in US dollars, of which two digits are known. */
export const estimate = (usd: number): string =>
  usd.toLocaleString("en", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
