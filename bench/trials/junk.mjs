// JSON that nobody would write by hand: values of the wrong kind in places that are chosen at
// random.

const MAKERS = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1e308,
  () => '',
  () => [],
  () => ({}),
  () => '.',
  () => '..',
  () => '/',
  () => './tsconfig.json',
  () => './driver-contract.json',
  () => '\0',
  () => '\uD800',
  () => '__proto__',
  () => 'constructor',
  () => 'createExport',
  () => '*',
  () => '**/**/**',
  () => '!',
  (random) => '*a'.repeat(1 + random.int(60)) + 'b',
  (random) => '{a,'.repeat(random.int(40)) + '}'.repeat(random.int(40)),
  (random) => '('.repeat(random.int(100)),
  (random) => 'x'.repeat(10 ** random.int(6)),
  (random) => deep([], random.int(3000)),
  (random) => Array.from({ length: random.int(2000) }, (_, n) => `*${n}`),
  (random) =>
    Object.fromEntries(
      Array.from({ length: random.int(300) }, (_, n) => [`k${n}/*`, [`./${n}/*`]]),
    ),
  () => ({ path: '.' }),
  () => ({ '.': { '.': { '.': '.' } }, default: './package.json' }),
  () =>
    JSON.parse(
      '{"__proto__": {"name": "x"}, "constructor": {"prototype": 1}, "toString": 1, "length": -1}',
    ),
];

/** Some value, mostly of a kind that is not wanted. */
export function junk(random) {
  return random.pick(MAKERS)(random);
}

function deep(inner, levels) {
  let made = inner;
  for (let n = 0; n < levels; n++) made = n % 2 ? [made] : { extends: made };
  return made;
}

/** The same value with a change somewhere: another value, one more key, one less. */
export function mutated(value, random) {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (keys.length === 0 || random.chance(0.1)) return junk(random);
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const key = random.pick(keys);
  if (random.chance(0.1)) Reflect.deleteProperty(copy, key);
  else if (random.chance(0.15))
    Object.defineProperty(copy, String(junk(random)), {
      value: junk(random),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else copy[key] = random.chance(0.1) ? [copy[key], copy[key]] : mutated(copy[key], random);
  return copy;
}
