/** What a reason makes of a move: `check` stands on the list of what a reader is to look at. */
export type ReasonKind = 'blocked' | 'by hand' | 'question' | 'check';

/** What a sentence is made from; all are texts as they are shown. */
export type ReasonData = Readonly<Record<string, string>>;

interface ReasonSpec {
  /** The condition that it speaks of (docs/move-export.md). */
  readonly condition: string;
  readonly kind: ReasonKind;
  readonly sentence: string;
  /** Of a question: the answers, the proposed one first, each with what speaks against it. */
  readonly answers?: readonly (readonly [answer: string, against: string])[];
}

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
  flow: {
    condition: 'P1',
    kind: 'question',
    sentence: '{name} comes from {creator} and is in what stays. {lookups}',
    answers: [
      [
        'look it up',
        'the lookup may come back empty, and may know other values than the creator gave',
      ],
      ['store it with the {what}', 'there is one {what} and there may be several hosts'],
      ['work it out again', 'only where it depends on the {who} and the {what} alone'],
    ],
  },
  unkeyed: {
    condition: 'P1',
    kind: 'question',
    sentence:
      '{name} comes from {creator}; what may read it again is not told who attaches. {lookups}',
    answers: [
      [
        'look it up, and choose the one of the {who}',
        'while two hosts are attached the first one found may be the other’s',
      ],
      ['store it with the {what}', 'there is one {what} and there may be several hosts'],
    ],
  },
  secret: {
    condition: 'P1',
    kind: 'question',
    sentence: '{name} is a secret that the creation gives: arrays do not show it again.',
    answers: [
      [
        'store it with the {what} (provider_auth)',
        'there is one {what} and there may be several hosts',
      ],
      ['leave it where it is', 'it is then set anew at each call'],
    ],
  },
  missing: {
    condition: 'P1',
    kind: 'question',
    sentence:
      '{name} is looked up before it is created. What stays must raise where the lookup finds nothing.',
    answers: [['raise where the lookup is empty', 'until now it was created then']],
  },
  fresh: {
    condition: 'P2',
    kind: 'question',
    sentence: 'It would be asked twice, and gives something else each time: {text}',
    answers: [
      ['ask once, in what moves', 'what stays must get it from elsewhere'],
      ['keep it in what stays', 'the creation cannot use it then'],
    ],
  },
  effect: {
    condition: 'P3',
    kind: 'question',
    sentence: 'It may change something, and stands before the creation: {text}',
    answers: [
      ['move it with the creation', 'what stays may count on it'],
      ['do it in both', 'it is done twice then'],
    ],
  },
  along: {
    condition: 'P3',
    kind: 'check',
    sentence: 'It goes with the creation; nothing that stays uses what it gives: {text}',
  },
  field: {
    condition: 'P3',
    kind: 'question',
    sentence: 'It sets {name}, which other methods may read: {text}',
    answers: [
      ['set it in both', 'it is set twice then'],
      ['move it with the creation', 'what stays may count on it'],
    ],
  },
  held: {
    condition: 'P3',
    kind: 'question',
    sentence: 'The creation stands in something that is entered and left: {text}',
    answers: [
      ['enter it in both', 'it is entered twice then'],
      ['enter it for the creation alone', 'what stays may count on it'],
    ],
  },
  after: {
    condition: 'P3',
    kind: 'question',
    sentence: 'It may change something, and stands behind the creation: {text}',
    answers: [
      ['leave it in what stays', 'it is then done at each call without a creation'],
      ['move it with the creation', 'it may need what is worked out in between'],
    ],
  },
  wrapper: {
    condition: 'P3',
    kind: 'question',
    sentence: '{wrapper} does something around it: {text}',
    answers: [
      ['do it around both', 'it is done twice then'],
      ['leave it where it is', 'the creation may count on it'],
    ],
  },
  before: {
    condition: 'P4',
    kind: 'question',
    sentence:
      'It is read before the creation and is in what stays, where it is read after it: {text}',
    answers: [
      ['read it in both', 'it may see what was created'],
      ['leave it where only one reads it', 'the other cannot use it then'],
    ],
  },
  unverified: {
    condition: 'P5',
    kind: 'question',
    sentence: 'Nothing in what stays fails where there is no export. {looked}',
    answers: [
      ['raise where what is read is empty', 'not every answer is empty where nothing is mapped'],
      ['leave it', 'a manager that swallows an error of {creates} gets an answer all the same'],
    ],
  },
  undo: {
    condition: 'P10',
    kind: 'question',
    sentence: 'A handler takes back what was created: {text}',
    answers: [
      ['take it back in both', 'what stays cannot know whether it was created for this call'],
      ['take it back where it was created', 'a failure of what stays leaves the export'],
    ],
  },
  swallow: {
    condition: 'P10',
    kind: 'question',
    sentence: 'A failure of the creation is handled, and the method goes on: {text}',
    answers: [
      ['handle it in what moves', 'what stays goes on as if it had succeeded'],
      ['let it fail', 'it did not until now'],
    ],
  },
  finally: {
    condition: 'P10',
    kind: 'question',
    sentence: 'Something is done whether the creation succeeds or not: {text}',
    answers: [
      ['do it in both', 'it is done twice then'],
      ['move it with the creation', 'what stays may count on it'],
    ],
  },
  busy: {
    condition: 'P11',
    kind: 'question',
    sentence: '{creates} does something already: which comes first, and what is its result?',
    answers: [
      ['create behind what it does, and keep its result', 'it may count on what was not there yet'],
      ['create before it', 'it may fail when the export is there'],
    ],
  },
  shared: {
    condition: 'P11',
    kind: 'question',
    sentence: '{creates} runs {creator} already, and not all of what is created here.',
    answers: [['move the rest behind it', 'some of it may be created twice']],
  },
  floating: {
    condition: 'TypeScript',
    kind: 'question',
    sentence: 'Nobody waits for the creation: {text}',
    answers: [
      ['wait for it', 'it takes longer then'],
      ['leave it', 'what stays may run before it is done'],
    ],
  },
  unsettled: {
    condition: 'P11',
    kind: 'question',
    sentence: 'The body of {creates} is not in the tree.',
    answers: [['override it', 'what the inherited one does is lost']],
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
  credential: {
    condition: 'P1',
    kind: 'question',
    sentence: 'The second creation may also make up for a credential that is missing: {text}',
    answers: [['let the lookup of the credential raise', 'until now a new one was made']],
  },
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
