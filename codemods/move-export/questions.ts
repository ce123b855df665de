/** What a reason makes of a move: `check` stands on the list of what a reader is to look at. */
export type ReasonKind = 'blocked' | 'by hand' | 'question' | 'check';

/** What a sentence is made from; all are texts as they are shown. */
export type ReasonData = Readonly<Record<string, string>>;

export interface ReasonSpec {
  /** The condition that it speaks of (docs/move-export.md). */
  readonly condition: string;
  readonly kind: ReasonKind;
  readonly sentence: string;
  /** Of a question: the answers, the proposed one first, each with what speaks against it. */
  readonly answers?: readonly (readonly [answer: string, against: string])[];
}

/** What has to be decided before a move, with proposals. `{x}` is data, as in reasons.ts. */
export const QUESTIONS = {
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
  credential: {
    condition: 'P1',
    kind: 'question',
    sentence: 'The second creation may also make up for a credential that is missing: {text}',
    answers: [['let the lookup of the credential raise', 'until now a new one was made']],
  },
} as const satisfies Readonly<Record<string, ReasonSpec>>;
