import ts from 'typescript';

/** Words that begin with a vowel and are spoken with a consonant. */
const SPOKEN = /^(?:eu|one\b|once|u(?:ni(?![nm])|s(?:e|u|age)|rl|ti|tf))/iu;

/** An article in front of a word that wants the other. */
const WRONG = /\ba (?=(?<word>[aeiou]\w*))|\ban (?=[bcdfgjklmnpqrstvwyz])/giu;

/** An article in front of a hole: whether it fits, nobody knows. */
const BEFORE_HOLE = /\ban? $/iu;

/** Where texts of a file say `a interface`, or put `a` in front of a word that is not known. */
export function wrongArticles(
  file: string,
  text: string,
): { readonly line: number; readonly said: string }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { line: number; said: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || isTemplatePart(node)) {
      const isBeforeHole = ts.isTemplateHead(node) || ts.isTemplateMiddle(node);
      const wrong = [...node.text.matchAll(WRONG)].filter(
        ({ groups }) => groups?.word === undefined || !SPOKEN.test(groups.word),
      );
      if (wrong.length > 0 || (isBeforeHole && BEFORE_HOLE.test(node.text)))
        found.push({
          line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
          said: node.text,
        });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTemplatePart(
  node: ts.Node,
): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}
