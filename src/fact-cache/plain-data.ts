/**
 * Plain data as bytes that are read piece by piece: an object whose properties are sections, each of
 * which is unpacked when it is asked for. What is one object in several places is one again, pairs
 * of numbers apart. JSON and structured clones of facts are four times as large, take four times as
 * long to read, and only whole.
 */
export interface Packed {
  readonly bytes: Uint8Array;
  /** Where each property of the whole begins. */
  readonly sections: Readonly<Record<string, number>>;
  /** The keys of the objects, a list a shape. */
  readonly shapes: readonly (readonly string[])[];
  readonly strings: readonly string[];
}

/** What a byte says that follows; from {@link SHAPES} on an object, of a shape. */
const KIND = {
  null: 0,
  undefined: 1,
  true: 2,
  false: 3,
  natural: 4,
  negative: 5,
  string: 7,
  array: 8,
  pair: 9,
  reference: 10,
  shaped: 11,
} as const;
const SHAPES = 16;
/** Set where a reference leads to: it is to be remembered. */
const REMEMBERED = 0x80;
/** Numbers are whole and below this. */
const BOUND = 2 ** 31;

/**
 * @throws {TypeError} for what is no plain data of strings, whole numbers, booleans, lists and
 * objects
 */
export function pack(whole: object): Packed {
  return new Packer().whole(whole);
}

class Packer {
  private bytes = new Uint8Array(1 << 16);
  private at = 0;
  private readonly strings = new Map<string, number>();
  private readonly shapes = new Map<string, number>();
  private readonly places = new Map<object, number>();

  whole(whole: object): Packed {
    const sections: Record<string, number> = {};
    for (const [key, value] of Object.entries(whole)) {
      sections[key] = this.at;
      this.value(value);
    }
    return {
      bytes: this.bytes.subarray(0, this.at),
      sections,
      shapes: [...this.shapes.keys()].map((keys) => JSON.parse(keys) as string[]),
      strings: [...this.strings.keys()],
    };
  }

  private byte(value: number): void {
    if (this.at >= this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.at++] = value;
  }

  private number(value: number): void {
    let left = value;
    for (; left > 0x7f; left >>>= 7) this.byte((left & 0x7f) | 0x80);
    this.byte(left);
  }

  private value(value: unknown): void {
    switch (typeof value) {
      case 'undefined':
        return this.byte(KIND.undefined);
      case 'boolean':
        return this.byte(value ? KIND.true : KIND.false);
      case 'number':
        if (!Number.isInteger(value) || Math.abs(value) >= BOUND)
          throw new TypeError(`${value} is no whole number below ${BOUND}`);
        this.byte(value < 0 ? KIND.negative : KIND.natural);
        return this.number(Math.abs(value));
      case 'string':
        this.byte(KIND.string);
        return this.number(placeIn(this.strings, value));
      case 'object':
        return value === null ? this.byte(KIND.null) : this.object(value);
      default:
        throw new TypeError(`a value of type ${typeof value} is no plain data`);
    }
  }

  private object(value: object): void {
    if (isPair(value)) {
      this.byte(KIND.pair);
      this.number(value[0]);
      return this.number(value[1] - value[0]);
    }
    const known = this.places.get(value);
    if (known !== undefined) {
      this.bytes[known] |= REMEMBERED;
      this.byte(KIND.reference);
      return this.number(known);
    }
    this.places.set(value, this.at);
    if (Array.isArray(value)) {
      this.byte(KIND.array);
      this.number(value.length);
      for (const item of value as unknown[]) this.value(item);
      return;
    }
    if (Object.getPrototypeOf(value) !== Object.prototype)
      throw new TypeError('an object of a class is no plain data');
    const shape = placeIn(this.shapes, JSON.stringify(Object.keys(value)));
    if (SHAPES + shape < REMEMBERED) this.byte(SHAPES + shape);
    else {
      this.byte(KIND.shaped);
      this.number(shape);
    }
    for (const item of Object.values(value) as unknown[]) this.value(item);
  }
}

function placeIn(table: Map<string, number>, key: string): number {
  let place = table.get(key);
  if (place === undefined) table.set(key, (place = table.size));
  return place;
}

/** A span: two numbers in order. */
function isPair(value: object): value is [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [a, b] = value as unknown[];
  return (
    typeof a === 'number' &&
    typeof b === 'number' &&
    Number.isInteger(a) &&
    Number.isInteger(b) &&
    a >= 0 &&
    b >= a &&
    b < BOUND
  );
}

/** Unpacks one section after the other; an object that several of them hold is one object. */
export class Unpacker {
  private at = 0;
  private readonly remembered = new Map<
    number,
    { readonly value: unknown; readonly end: number }
  >();
  private known: readonly string[] | undefined;

  /** @param strings are asked for once something is unpacked */
  constructor(
    private readonly packed: Omit<Packed, 'strings'>,
    private readonly strings: () => readonly string[],
  ) {}

  section(name: string): unknown {
    this.at = this.packed.sections[name];
    return this.value();
  }

  private number(): number {
    const { bytes } = this.packed;
    let byte = bytes[this.at++];
    let value = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[this.at++];
      value |= (byte & 0x7f) << shift;
    }
    return value;
  }

  private value(): unknown {
    const start = this.at;
    const kind = this.packed.bytes[this.at++];
    if ((kind & REMEMBERED) === 0) return this.valueOf(kind);
    const known = this.remembered.get(start);
    if (known) {
      this.at = known.end;
      return known.value;
    }
    const value = this.valueOf(kind & ~REMEMBERED);
    this.remembered.set(start, { value, end: this.at });
    return value;
  }

  private valueOf(kind: number): unknown {
    if (kind >= SHAPES) return this.object(kind - SHAPES);
    switch (kind) {
      case KIND.null:
        return null;
      case KIND.undefined:
        return undefined;
      case KIND.true:
        return true;
      case KIND.false:
        return false;
      case KIND.natural:
        return this.number();
      case KIND.negative:
        return -this.number();
      case KIND.string:
        return (this.known ??= this.strings())[this.number()];
      case KIND.array: {
        const items: unknown[] = [];
        for (let left = this.number(); left > 0; left--) items.push(this.value());
        return items;
      }
      case KIND.pair: {
        const first = this.number();
        return [first, first + this.number()];
      }
      case KIND.reference: {
        const place = this.number();
        const back = this.at;
        this.at = place;
        const value = this.value();
        this.at = back;
        return value;
      }
      case KIND.shaped:
        return this.object(this.number());
      default:
        throw new TypeError(`${kind} says nothing of what follows`);
    }
  }

  private object(shape: number): object {
    const made: Record<string, unknown> = {};
    for (const key of this.packed.shapes[shape]) made[key] = this.value();
    return made;
  }
}
