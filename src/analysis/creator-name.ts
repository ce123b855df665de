import type { Vocabulary } from '../contract/vocabulary.js';
import type { Hop } from '../effects/effect-edges.js';

/**
 * What tells one creator from another at the end of a chain: its own name, since the object that it is
 * called on may be another one; of a transport what it is handed, as well.
 */
export function creatorName(
  chain: readonly Pick<Hop, 'display' | 'call'>[],
  vocabulary: Vocabulary,
): string {
  const { display, call } = chain[chain.length - 1];
  const name = display.split('.').at(-1) ?? display;
  if (!call || !vocabulary.isTransport(name)) return name;
  const said = call.args.flatMap((a) => (a.k === 'string' ? [a.text.replaceAll('\0', '…')] : []));
  return `${name} ${said.join(' ')}`;
}
