import type { ModuleFacts } from '../facts/types.js';
import type { Host } from './host.js';
import { factsOf } from './kept-facts.js';

/**
 * Facts that several trees of one project have in common: what is the same file with the same text
 * is parsed once.
 */
export class SharedFacts {
  private readonly known = new Map<
    string,
    { readonly text: string; readonly facts: ModuleFacts }
  >();

  /** A host of which no file is parsed that another one had. */
  over(host: Host): Host {
    const shared = Object.create(host) as Host;
    return Object.assign(shared, { facts: this.of });
  }

  private readonly of = (file: string, text: string): ModuleFacts => {
    const known = this.known.get(file);
    if (known?.text === text) return known.facts;
    const facts = factsOf(file, text, true);
    this.known.set(file, { text, facts });
    return facts;
  };
}
