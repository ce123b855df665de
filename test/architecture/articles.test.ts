import { describe, expect, it } from 'vitest';
import { withArticle } from '../../src/contract/words.js';
import { wrongArticles } from './articles.js';
import { expectNone } from './expect-none.js';
import { sources } from './repository.js';

describe('articles', () => {
  it('fit the words behind them in all that the tool says', () => {
    expectNone(
      [...sources].flatMap(([file, text]) =>
        wrongArticles(file, text).map(({ line, said }) => `${file}:${line} ${said}`),
      ),
    );
  });

  it.each([
    ["const why = 'a interface of the tree';", 1],
    ["const why = 'an driver';", 1],
    ['const why = `it is a ${role}`;', 1],
    ['const why = `it is ${withArticle(role)}`;', 0],
    ["const why = 'a used name, a union, a one-off, a URL';", 0],
    ["const why = 'a uninitialised field';", 1],
    ["const why = 'an interface, a driver';", 0],
    ['// a interface\nconst why = 1;', 0],
  ])('%s', (text, count) => {
    expect(wrongArticles('a.ts', text)).toHaveLength(count);
  });

  it.each([
    ['driver', 'a driver'],
    ['interface', 'an interface'],
    ['object', 'an object'],
  ])('%s', (noun, said) => {
    expect(withArticle(noun)).toBe(said);
  });
});
