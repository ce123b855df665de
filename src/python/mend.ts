import type { Node } from 'web-tree-sitter';

const MAY_BE_MISREAD = /(?:^|[;:])[ \t]*type\s*[([]/mu;
const MISREAD = /type\s*[([]/uy;
/** A name until Python 3.7: a parameter, an argument's name, an attribute. */
const ASYNC_NAME =
  /\basync\b(?=\s*[,)=.:])|(?<=[.(,]\s*)\basync\b(?!\s+(?:def|for|with|lambda)\b)/gu;
/** What may have a list of type parameters. */
const GENERIC = /^(?:function_definition|class_definition|generic_type)$/u;

/**
 * The text again where the grammar takes correct Python for something else, with stand-ins of the
 * same length: then the tree is right and all offsets hold. Who needs the text of a node takes it
 * from the file.
 * @returns undefined if nothing is to be mended
 */
export function mended(root: Node, text: string): string | undefined {
  let result = text;
  // `type(x).y = z` and `type[k] = v` come as `type` statements: another name makes assignments of
  // them.
  for (const { startIndex: at } of MAY_BE_MISREAD.test(text)
    ? root.descendantsOfType('type_alias_statement')
    : []) {
    MISREAD.lastIndex = at;
    if (MISREAD.test(text))
      result = `${result.slice(0, at)}TYPE${result.slice(at + 'TYPE'.length)}`;
  }
  // `class A[T = int]` is newer than the grammar: the default is left out.
  for (const node of root.hasError ? root.descendantsOfType('type_parameter') : [])
    if (GENERIC.test(node.parent?.type ?? '')) result = withoutDefaults(result, node.startIndex);
  if (root.hasError) result = result.replace(ASYNC_NAME, 'ASYNC');
  return result === text ? undefined : result;
}

/**
 * Blanks what stands between `=` and the next comma in a list of type parameters, whose bracket is
 * at `from`.
 */
function withoutDefaults(text: string, from: number): string {
  let depth = 0;
  let isDefault = false;
  let list = '';
  for (const char of text.slice(from).split('')) {
    if (')]}'.includes(char)) depth--;
    if (depth === 0 && list !== '')
      return text.slice(0, from) + list + text.slice(from + list.length);
    if ('([{'.includes(char)) depth++;
    if (depth === 1 && (char === '=' || char === ',')) isDefault = char === '=';
    list += isDefault && !/\s/u.test(char) ? ' ' : char;
  }
  return text;
}
