// Random numbers that come out the same each time: a fault can be made again from the seed that is
// printed with it.

export class Random {
  #state;

  /** @param {string | number} seed */
  constructor(seed) {
    this.seed = String(seed);
    this.#state = hash(this.seed);
  }

  /** A number from 0 up to 1, which is not among them (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to `limit`, which is not among them. */
  int(limit) {
    return Math.floor(this.next() * limit);
  }

  /** From `low` to `high`, both among them. */
  between(low, high) {
    return low + this.int(high - low + 1);
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return list[this.int(list.length)];
  }

  /**
   * One of a list whose members have a `weight`. @template {{ weight: number }} T @param {readonly
   * T[]} list @returns {T}
   */
  weighted(list) {
    let left = this.next() * list.reduce((sum, { weight }) => sum + weight, 0);
    return list.find(({ weight }) => (left -= weight) < 0) ?? list[list.length - 1];
  }

  chance(probability) {
    return this.next() < probability;
  }

  bytes(length) {
    return Buffer.from(Array.from({ length }, () => this.int(256)));
  }

  /**
   * A generator of its own: what is drawn from it changes nothing of what is drawn here. @param
   * {string | number} name
   */
  fork(name) {
    return new Random(`${this.seed}/${name}`);
  }
}

/** FNV-1a with a last mix, so that seeds that differ in one digit have nothing in common. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const unit of Buffer.from(text)) value = Math.imul(value ^ unit, 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
}
