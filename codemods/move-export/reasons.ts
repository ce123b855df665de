import { QUESTIONS, type ReasonData, type ReasonSpec } from './questions.js';

export type { ReasonData, ReasonKind } from './questions.js';

/** Everything that can speak against a move, or has to be looked at: a closed list. `{x}` is data; `{what}`
 * and `{who}` are what the contract calls the thing that is exported, and the one it is exported to.
 */
export const REASONS = {
  caller: {
    condition: 'P14',
    kind: 'blocked',
    sentence: '{caller} initializes without creating: after a move it would find nothing.',
  },
  slot: {
    condition: 'P11',
    kind: 'blocked',
    sentence: '{creates} takes {taken} where the {who} goes. Run driver-contract migrate first.',
  },
  target: {
    condition: 'P11',
    kind: 'blocked',
    sentence: '{creates} of this interface has no {who}. Run driver-contract migrate first.',
  },
  outcome: {
    condition: 'P7',
    kind: 'by hand',
    sentence: 'What stays depends on how the creation went: {text}',
  },
  filled: {
    condition: 'P8',
    kind: 'by hand',
    sentence: '{name} is filled by the creation and read later.',
  },
  loop: {
    condition: 'P8',
    kind: 'by hand',
    sentence: 'The creation runs in a loop, and {name} of it is read outside or in the next round.',
  },
  unreadable: {
    condition: 'P1',
    kind: 'by hand',
    sentence: '{name} comes from {creator}, and nothing in the tree was found that reads it again.',
  },
  along: {
    condition: 'P3',
    kind: 'check',
    sentence: 'It goes with the creation; nothing that stays uses what it gives: {text}',
  },
  lock: {
    condition: 'P9',
    kind: 'check',
    sentence: 'The lock ({text}) goes to both; between the two calls it is free.',
  },
  raises: {
    condition: 'P13',
    kind: 'check',
    sentence: '{creates} now raises {names}: the manager has to handle it there.',
  },
  terminates: {
    condition: 'P15',
    kind: 'check',
    sentence:
      '{terminates} ({place}) has to take back for one {who} what {creates} made; {removes} is not told who was attached and stays as it is.',
  },
  unterminated: {
    condition: 'P15',
    kind: 'check',
    sentence: 'No {terminates} was found that takes back for one {who} what {creates} made.',
  },
  repeated: {
    condition: 'P16',
    kind: 'check',
    sentence: '{creator} asks {lookup} first: asked twice it may create once.',
  },
  unrepeated: {
    condition: 'P16',
    kind: 'check',
    sentence: 'Whether {creator} may be asked twice is not to be seen here.',
  },
  several: {
    condition: 'P1',
    kind: 'check',
    sentence:
      'The answer depends on {names} of the {who}: what is kept once for the {what} loses that (one path in the place of many).',
  },
  zoning: {
    condition: 'P15',
    kind: 'check',
    sentence: '{text} stays: it needs the finished connection information.',
  },
  nothing: {
    condition: 'P12',
    kind: 'check',
    sentence: '{creates} returns what it returns now, never what the creation gave.',
  },
  again: {
    condition: 'P16',
    kind: 'check',
    sentence:
      '{creates} ({place}) runs {creator} already: the call here only has to go, after a test on hardware.',
  },
  ...QUESTIONS,
} as const satisfies Readonly<Record<string, ReasonSpec>>;

export type ReasonId = keyof typeof REASONS;

/** A reason at a place. */
export interface Reason {
  readonly id: ReasonId;
  readonly file: string;
  readonly line: number;
  readonly data: ReasonData;
}

export function specOf({ id }: Reason): ReasonSpec {
  return REASONS[id];
}

export function sentenceOf(reason: Reason): string {
  return filled(specOf(reason).sentence, reason.data).trim();
}

/** The answers of a question, the proposed one first. */
export function answersOf(reason: Reason): { answer: string; against: string }[] {
  return (specOf(reason).answers ?? []).map(([answer, against]) => ({
    answer: filled(answer, reason.data),
    against: filled(against, reason.data),
  }));
}

function filled(text: string, data: ReasonData): string {
  return text.replace(/\{(\w+)\}/gu, (_, key: string) => data[key] ?? '');
}
