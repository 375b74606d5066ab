type Given<Input, Name extends keyof Input> = { readonly [Key in Name]?: Exclude<Input[Key], undefined> };

/** Of what an input may say, what it does say. */
export const given = <Input extends object, Name extends keyof Input>(
  input: Input,
  names: readonly Name[],
): Given<Input, Name> =>
  Object.fromEntries(names.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]]))) as Given<
    Input,
    Name
  >;
