import { type Commands, defineCommand } from "../command.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  words: "<bash|zsh|fish>",
  wordsMax: 1,
  about: "Prints what a shell needs to complete commands and options.",
  examples: ['eval "$(millrace completion bash)"', "millrace completion fish | source"],
  async run({ words: [shell = ""] }, { terminal, commands }) {
    const write = writers[shell];
    if (write === undefined) throw new UsageError(`There is no completion for "${shell}": expected bash, zsh or fish`);
    terminal.line(write(await wordsOf(commands)));
  },
});

interface Words {
  readonly name: string;
  readonly says: string;
  readonly options: readonly { readonly name: string; readonly says: string }[];
}

const wordsOf = (commands: Commands): Promise<readonly Words[]> =>
  Promise.all(
    Object.entries(commands).map(async ([name, { says, load }]) => {
      const { options } = (await load()).command;
      return {
        name,
        says,
        options: Object.entries(options).map(([option, of]) => ({ name: `--${option}`, says: of.says })),
      };
    }),
  );

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const writers: Readonly<Record<string, (words: readonly Words[]) => string>> = {
  bash: (words) => `_millrace() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  case "$COMP_CWORD:\${COMP_WORDS[1]}" in
    1:*) COMPREPLY=($(compgen -W "${words.map(({ name }) => name).join(" ")}" -- "$word")) ;;
${words.map(({ name, options }) => `    *:${name}) COMPREPLY=($(compgen -W "${options.map((option) => option.name).join(" ")}" -- "$word") $(compgen -f -- "$word")) ;;`).join("\n")}
  esac
}
complete -o filenames -F _millrace millrace`,
  zsh: (words) => `#compdef millrace
_millrace() {
  if (( CURRENT == 2 )); then
    local -a commands=(${words.map(({ name, says }) => quoted(`${name}:${says.replaceAll(":", "\\:")}`)).join(" ")})
    _describe command commands
    return
  fi
  case "$words[2]" in
${words.map(({ name, options }) => `    ${name}) _arguments ${options.map((option) => quoted(`${option.name}[${option.says.replaceAll(/[[\]:]/g, " ")}]`)).join(" ")} '*:file:_files' ;;`).join("\n")}
  esac
}
compdef _millrace millrace`,
  fish: (words) =>
    words
      .flatMap(({ name, says, options }) => [
        `complete -c millrace -n __fish_use_subcommand -f -a ${name} -d ${quoted(says)}`,
        ...options.map(
          (option) =>
            `complete -c millrace -n '__fish_seen_subcommand_from ${name}' -l ${option.name.slice(2)} -d ${quoted(option.says)}`,
        ),
      ])
      .join("\n"),
};
