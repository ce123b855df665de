import type { CallSite, DeclarationSite } from './site.js';
import type { ModuleFacts, Span } from '../facts/types.js';

export const RULE_IDS = [
  'no-export-in-initialize-connection',
  'require-connector-parameter',
  'require-connector-argument',
  'forward-connector',
  'no-stub-create-export',
  'no-secret-in-initialize-connection',
] as const;

export type RuleId = (typeof RULE_IDS)[number];

/** A place on the way to a creation: what is called there, or where the way begins. */
export interface Step {
  readonly module: ModuleFacts;
  readonly span: Span;
  readonly display: string;
}

/** The way from a contract method to the call that creates. */
export interface Trail {
  /** The first is the method's declaration, each other one a call. */
  readonly steps: readonly Step[];
  /** Which of them is reported. */
  readonly at: number;
}

/** What a rule reports: where, which message, and what it is filled with. */
export interface Finding {
  readonly rule: RuleId;
  readonly module: ModuleFacts;
  readonly span: Span;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** The declaration or call that it is about, where it is one of the contract's. */
  readonly site?: DeclarationSite | CallSite;
  /** Of a creation. */
  readonly trail?: Trail;
  /** What settled it. */
  readonly decidedBy: 'linker' | 'types';
}
