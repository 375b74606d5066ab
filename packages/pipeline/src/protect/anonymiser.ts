import { PipelineError } from "../pipeline-error.ts";
import { setMember } from "../set-member.ts";
import type { Action, Actions, Anonymised, DropAction, HashAction } from "./actions.ts";
import { generalised } from "./generalise.ts";
import { KeyedHash } from "./keyed-hash.ts";
import { masked } from "./masked.ts";
import { Personal, personalValue } from "./personal.ts";
import { SecretTexts } from "./secret-text.ts";

/** A token and, encrypted, what it stands for. */
export interface VaultEntry {
  readonly token: string;
  readonly field: string;
  readonly value: string;
}

export interface AnonymiserOptions {
  readonly pipeline: string;
  readonly key: string | Uint8Array | undefined;
  /** Whether there is somebody who keeps what is behind tokens. */
  readonly hasVault: boolean;
}

/** A result is remembered for this many values: partner files repeat the same people, and a cipher costs as much as parsing a row. */
const rememberedMax = 10_000;

/** Applies actions to the rows of one run. */
export class Anonymiser {
  readonly #options: AnonymiserOptions;
  readonly #remembered = new Map<string, string>();
  #hashes: KeyedHash | undefined;
  #secrets: SecretTexts | undefined;
  #entries: VaultEntry[] = [];

  constructor(options: AnonymiserOptions) {
    this.#options = options;
  }

  /** What the vault has to have before the rows that hold its tokens are stored; each is handed out once. */
  takeEntries(): readonly VaultEntry[] {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }

  anonymise<Row extends object, const Chosen extends Actions<Row>>(row: Row, actions: Chosen): Anonymised<Row, Chosen> {
    const chosen: Readonly<Record<string, Action | undefined>> = actions;
    const shown: Record<string, unknown> = {};
    // Built member by member: deleting from a copy would make it a slow object for good.
    for (const field of Object.keys(row)) {
      const value: unknown = row[field as keyof Row];
      const action = Object.hasOwn(chosen, field) ? chosen[field] : undefined;
      if (action === undefined) setMember(shown, field, value);
      else if (action.action !== "drop") setMember(shown, field, this.#shown(field, value, action));
    }
    return shown as Anonymised<Row, Chosen>;
  }

  #shown(field: string, value: unknown, action: Exclude<Action, DropAction>): unknown {
    const inner = value instanceof Personal ? personalValue(value) : value;
    return inner === null || inner === undefined ? inner : this.shownText(field, textOf(inner), action);
  }

  /** What is to be seen of a text. */
  shownText(field: string, text: string, action: Exclude<Action, DropAction>): string {
    switch (action.action) {
      case "mask":
        return masked(text, action);
      case "generalise":
        return generalised(text, action.to);
      case "hash":
        this.#hashes ??= new KeyedHash(this.#key(field));
        return this.#hashes.of(hashScope(this.#options.pipeline, field, action) + text);
      case "encrypt":
        return this.#once(`encrypt\0${field}\0${text}`, () => this.#encrypt(field, text));
      case "tokenise":
        return this.#once(`tokenise\0${field}\0${text}`, () => this.#tokenise(field, text));
    }
  }

  #once(what: string, make: () => string): string {
    const known = this.#remembered.get(what);
    if (known !== undefined) return known;
    const made = make();
    if (this.#remembered.size >= rememberedMax) this.#remembered.clear();
    this.#remembered.set(what, made);
    return made;
  }

  #encrypt(field: string, text: string): string {
    this.#secrets ??= new SecretTexts(this.#key(field));
    return this.#secrets.encrypt(text, { pipeline: this.#options.pipeline, field });
  }

  #tokenise(field: string, text: string): string {
    const { pipeline, hasVault } = this.#options;
    if (!hasVault) {
      const why = "the pipeline keeps no vault: expected protect.vault to be true";
      throw new PipelineError("missing-vault", `Cannot tokenise field "${field}": ${why}`, { field });
    }
    const value = this.#encrypt(field, text);
    this.#secrets ??= new SecretTexts(this.#key(field));
    const token = this.#secrets.token(text, { pipeline, field });
    this.#entries.push({ token, field, value });
    return token;
  }

  #key(field: string): string | Uint8Array {
    const { key } = this.#options;
    if (key === undefined || key.length === 0) {
      throw new PipelineError("missing-key", `Cannot protect field "${field}": the run was given no key`, { field });
    }
    return key;
  }
}

const textOf = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const hashScope = (pipeline: string, field: string, { joinable }: HashAction): string =>
  joinable ? "\0" : `${pipeline}\0${field}\0`;
