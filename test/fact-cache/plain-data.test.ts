import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, Unpacker, type Packed } from '../../src/fact-cache/plain-data.js';

function unpacked(packed: Packed, order: readonly string[]): Record<string, unknown> {
  const unpacker = new Unpacker(packed, () => packed.strings);
  return Object.fromEntries(order.map((name) => [name, unpacker.section(name)]));
}

const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, undefined, true, false),
    fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }),
    fc.string({ unit: 'grapheme' }),
    fc.tuple(fc.nat(), fc.nat()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const whole = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), plain, {
  minKeys: 1,
  maxKeys: 5,
  noNullPrototype: true,
});

describe('plain data', () => {
  it('is unpacked as it was, whichever section is asked for first', () => {
    fc.assert(
      fc.property(whole, fc.infiniteStream(fc.nat()), (data, numbers) => {
        const order = Object.keys(data).sort(() => ((numbers.next().value ?? 0) % 2 ? 1 : -1));
        expect(unpacked(pack(data), order)).toEqual(data);
      }),
    );
  });

  it('has as one object what was one, within a section and across', () => {
    const shared = { name: 'shared', list: [1, 2, 3] };
    const packed = pack({ a: [shared, { again: shared }], b: shared, c: shared.list });
    for (const order of [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'c', 'a'],
    ]) {
      const { a, b, c } = unpacked(packed, order) as {
        a: [object, { again: object }];
        b: { list: object };
        c: object;
      };
      expect(a).toEqual([shared, { again: shared }]);
      expect([a[0] === b, a[1].again === b, b.list === c]).toEqual([true, true, true]);
    }
  });

  it('may have many shapes', () => {
    const data = { list: Array.from({ length: 300 }, (_, i) => ({ [`key${i}`]: i })) };
    expect(unpacked(pack(data), ['list'])).toEqual(data);
  });

  it.each([
    [{ a: 1.5 }, '1.5 is no whole number below 2147483648'],
    [{ a: 2 ** 31 }, '2147483648 is no whole number below 2147483648'],
    [{ a: new Map() }, 'an object of a class is no plain data'],
    [{ a: () => 1 }, 'a value of type function is no plain data'],
  ])('is no other: %j', (data, message) => {
    expect(() => pack(data)).toThrow(new TypeError(message));
  });
});
