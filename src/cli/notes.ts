import type { Analysis } from '../analysis/analysis.js';
import { describeRole } from '../analysis/role-reasons.js';
import type { RoleEntry } from '../analysis/roles.js';
import type { CallSite } from '../analysis/site.js';
import { withArticle } from '../contract/words.js';
import type { ModuleFacts, Span } from '../facts/types.js';

/** Something that is known of a place, in a sentence. */
export interface Note {
  readonly span: Span;
  readonly text: string;
}

const SLOTS = {
  missing: 'lacks',
  accepted: 'has',
  collision: 'has something else in the place of',
  renamed: 'has another name for',
} as const;

const PASSINGS = {
  passed: 'the argument is passed',
  missing: 'the argument is missing',
  carried: 'a spread carries what it carries',
  unsure: 'what it unpacks may hold the argument, or may not',
} as const;

/** Who has a role, and why. */
export function roleNote({ cls, role, why }: RoleEntry): Note {
  return {
    span: cls.fact.nameSpan,
    text: `${cls.fact.name ?? 'this object'} is ${role === 'unrelated' ? role : withArticle(role)}: it ${describeRole(why)}.`,
  };
}

/** The declarations of contract methods in a module, and whether they have the new parameter. */
export function declarationNotes(analysis: Analysis, module: ModuleFacts): Note[] {
  return analysis.sites
    .declarations(module)
    .map(({ nameSpan, display, role, reason, slot, method, isDouble }) => {
      const double = isDouble ? '; an inline double may have fewer parameters' : '';
      const has = `${SLOTS[slot.k]} \`${method.added?.name ?? ''}\`${double}`;
      return {
        span: nameSpan,
        text: `${display} is declared on ${withArticle(role)} (${reason}) and ${has}.`,
      };
    });
}

/** What a call of a contract method is, and whether it passes the new parameter. */
export function siteNote({ nameSpan, reason, passing }: CallSite): Note {
  return { span: nameSpan, text: `contract call: ${reason}; ${PASSINGS[passing]}.` };
}

/** What is reported in a module, with the chain to what creates. */
export function findingNotes(analysis: Analysis, module: ModuleFacts): Note[] {
  return analysis.findingsIn(module.path).map(({ span, rule, messageId, decidedBy, data }) => {
    const chain = data.chain ? `: ${data.chain} (${data.place})` : '';
    return {
      span,
      text: `reported: driver-contract/${rule} (${messageId}, decided by the ${decidedBy})${chain}.`,
    };
  });
}

/** What is not reported because nobody can tell. */
export function unjudgedNotes(analysis: Analysis, module: ModuleFacts): Note[] {
  return analysis.unjudgedIn(module.path).map(({ span, data: { method, reason } }) => ({
    span,
    text: `not judged: it could be ${method}, and nobody can tell (${reason}). check --strict reports it; "unrelated" in the contract says that it is none.`,
  }));
}
