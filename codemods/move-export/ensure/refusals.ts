/**
 * Why the creation cannot be taken out into a method that both run: a closed list. `{x}` is data;
 * `{ensures}`, `{creates}` and `{initializes}` are the methods' names.
 */
export const REFUSALS = {
  blocked: '{message}',
  outcome: 'What stays depends on how the creation went, and the second time it goes otherwise.',
  filled: 'The creation fills what is read later, and the second time it may not.',
  floating: 'Nobody waits for the creation.',
  wrapper: 'What hands on to it does something around it, and {creates} would not.',
  form: 'Only methods that are written as such in a class are split.',
  inside: 'The creation stands inside of {inside}, which cannot be taken out as a whole.',
  exit: 'The statements to take out may leave the method: {text}',
  input: 'The creation needs {name}, which {creates} is not given.',
  before: '{name} is used before the creation and changed by it.',
  output: '{name} may have no value where the creation is done, and is read later.',
  captured: '{name} is read by a function that stands elsewhere.',
  again: '{name} may change something each time it is asked ({place}).',
  twice: '{name} gives something else each time ({place}).',
  sets: '{name} is changed each time ({place}).',
  differs: '{name} tells whether it was there already ({place}).',
  unread: 'What {name} does is not to be seen ({place}).',
  busy: '{creates} does something already ({place}): its result may be what the creation counts on.',
  inherited: '{creates} is inherited ({place}), and a class cannot be given one of its own here.',
  elsewhere: '{creates} is not in the same object as what is split ({place}).',
  exits: '{creates} does not end in one place ({place}).',
  parameters: '{creates} is not given what {ensures} needs by names that say so ({place}).',
  synchronous: '{creates} does not wait for anything, and would have to ({place}).',
  overridden: '{name} has an {initializes} of its own and would run what is taken out of this one.',
  taken: '{name} has something of the name {ensures} already.',
  decorated: 'What the decorator {text} does around it is not done around {creates}.',
  unconnected: '{place} creates without a {who}.',
} as const;

export type RefusalId = keyof typeof REFUSALS;

export interface Refusal {
  readonly id: RefusalId;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export function refusalText(id: RefusalId, data: Readonly<Record<string, string>>): string {
  return REFUSALS[id].replace(/\{(\w+)\}/gu, (_, key: string) => data[key] ?? '');
}
