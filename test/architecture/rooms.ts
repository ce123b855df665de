/**
 * The house: who may import whom. The tests hold it exactly: what a row does not list is not
 * imported, and what it lists is. A change that needs a new arrow changes a row here, in the open.
 */
export interface Room {
  /**
   * Rooms, packages and modules of Node; `type x` where all that is imported of it is gone at run
   * time.
   */
  readonly may: readonly string[];
  /** What an import that is not listed would spoil. */
  readonly why: string;
}

/**
 * The files of the migration that all its parts stand on; those beside them stand on all its parts.
 */
const GROUND =
  'codemods/add-connector/{dialects,file-plan,ledger,markers,migration,precedence,tuples}.ts';

/** What every host stands on, and whoever asks one. */
const HOST = 'src/workspace/{decoding,files,host,languages}.ts';

/** The disk as a host. */
const DISK_HOST = 'src/workspace/{disk,found-files}.ts';

/** Rooms by folder, or by files of one. A file is in the most specific of them. */
export const ROOMS: Readonly<Record<string, Room>> = {
  'src/globs': {
    may: ['@isaacs/nonrecursive-glob-match'],
    why: 'A pattern is text, and so is what it is matched against.',
  },
  'src/contract': {
    may: [
      'src/globs',
      'ajv',
      'eslint-plugin-driver-contract',
      'node:fs',
      'node:module',
      'node:path',
    ],
    why: 'A contract stands for itself: it is known before any text is read.',
  },
  'src/facts': {
    may: ['node:path'],
    why: 'Facts are plain data about one text and know neither who takes them nor who asks.',
  },
  'src/flow': {
    may: ['type src/facts'],
    why: 'How values go through one function is a question of its text, whatever the function is for.',
  },
  'src/encoding': {
    may: ['node:buffer'],
    why: 'How characters are bytes has nothing to do with what they say, nor with where they are kept.',
  },
  'src/typescript': {
    may: ['src/facts', 'typescript', 'node:module'],
    why: 'A front end turns text into facts and knows nothing about drivers.',
  },
  'src/jscodeshift': {
    may: ['type src/facts', 'src/typescript', 'jscodeshift', 'type typescript', 'node:module'],
    why: 'A front end turns text into facts and knows nothing about drivers.',
  },
  'src/python': {
    may: [
      'src/facts',
      'tree-sitter-python',
      'web-tree-sitter',
      'node:fs',
      'node:module',
      'node:path',
      'node:url',
    ],
    why: 'A front end turns text into facts and knows nothing about drivers.',
  },
  'src/tokens': {
    may: ['js-tokens'],
    why: 'The count that proves coverage must not see a text as a front end does: nothing is shared with those who take facts.',
  },
  'src/test-libraries': {
    may: [],
    why: 'What a library calls something is a table: whoever looks for names reads it.',
  },
  'src/linker': {
    may: ['src/facts', 'src/test-libraries'],
    why: 'What an expression may be has nothing to do with the contract, the disk or a parser.',
  },
  'src/effects': {
    may: ['type src/contract', 'src/facts', 'src/linker'],
    why: 'A chain is judged by the contract’s words, whoever it starts from: roles come later.',
  },
  'src/analysis': {
    may: [
      'src/contract',
      'src/effects',
      'src/facts',
      'src/flow',
      'src/globs',
      'src/linker',
      'src/test-libraries',
    ],
    why: 'Files come through FactSource, the type checker through TypeOracle; who asks is not known.',
  },
  'src/drafting': {
    may: ['src/analysis', 'src/contract', 'src/facts', 'src/linker', 'node:path'],
    why: 'What a tree says of a change is drafted from facts and roles; where they come from, and where the contract goes, is the command’s.',
  },
  'src/known': {
    may: ['src/analysis'],
    why: 'Whether a finding is known is a question of keys, whoever found it and wherever they are kept.',
  },
  [HOST]: {
    may: ['src/encoding', 'type src/facts', 'node:path'],
    why: 'What a host is says nothing of any one host.',
  },
  'src/workspace/bounds.ts': {
    may: ['src/facts', 'src/typescript', 'node:vm'],
    why: 'Whoever has a text parsed gives it a time and the stack that there is.',
  },
  'src/workspace/disk-files.ts': {
    may: [HOST, 'node:fs', 'node:path'],
    why: 'How a file of the disk is read, whatever its name and its bytes are.',
  },
  'src/git': {
    may: ['node:child_process', 'node:crypto', 'node:fs', 'node:path'],
    why: 'What git is asked has nothing to do with what it is asked for.',
  },
  [DISK_HOST]: {
    may: [HOST, 'src/git', 'src/globs', 'src/workspace/disk-files.ts', 'node:fs', 'node:path'],
    why: 'It is one host of several.',
  },
  'src/workspace/git-host.ts': {
    may: [HOST, DISK_HOST, 'src/git', 'src/workspace/disk-files.ts', 'node:path'],
    why: 'It is one host of several.',
  },
  'src/workspace/failures.ts': {
    may: ['src/contract', 'src/facts', 'src/git', 'src/globs', HOST],
    why: 'Who reads a tree says in the same words why it cannot be read.',
  },
  'src/workspace/resolution': {
    may: [
      'src/facts',
      'src/globs',
      'type src/typescript',
      'src/workspace/bounds.ts',
      `type ${HOST}`,
      'type typescript',
      'node:path',
    ],
    why: 'Where an import leads depends on files and configurations alone, and those are the host’s.',
  },
  'src/workspace/formatting': {
    may: ['type src/facts', 'src/globs', `type ${HOST}`, 'smol-toml', 'node:path'],
    why: 'How lines are laid out is said by files of the project’s formatters, and those are the host’s.',
  },
  'src/fact-cache': {
    may: [
      'type src/facts',
      'src/package.ts',
      'node:crypto',
      'node:fs',
      'node:module',
      'node:os',
      'node:path',
      'node:zlib',
    ],
    why: 'It keeps what it is given, and knows of the front ends only what tells them apart.',
  },
  'src/workspace': {
    may: [
      'src/analysis',
      'src/contract',
      'type src/encoding',
      'src/fact-cache',
      'src/facts',
      'src/jscodeshift',
      'type src/linker',
      'src/typescript',
      HOST,
      DISK_HOST,
      'src/workspace/bounds.ts',
      'src/workspace/formatting',
      'src/workspace/resolution',
      'ts-morph',
      'type typescript',
      'node:path',
    ],
    why: 'It brings files, their facts and their types; whatever it reads it reads from a host.',
  },
  'src/edits': {
    may: ['src/encoding', 'type src/facts', 'diff'],
    why: 'Edits are text in, text out: the disk is for src/writing.',
  },
  'src/writing': {
    may: [
      'src/edits',
      'src/encoding',
      'ajv',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:timers/promises',
    ],
    why: 'It writes what others have worked out.',
  },
  'src/eslint': {
    may: [
      'src/analysis',
      'src/contract',
      'src/facts',
      'src/package.ts',
      'src/workspace',
      HOST,
      DISK_HOST,
      'src/workspace/failures.ts',
      'type @eslint/core',
      '@eslint/plugin-kit',
      'type @typescript-eslint/utils',
      'type eslint',
      'type typescript',
      'node:path',
      'node:util',
    ],
    why: 'It brings findings to ESLint, which loads it; it neither finds nor runs ESLint itself.',
  },
  'src/eslint/python': {
    may: [
      'src/eslint',
      'src/facts',
      'src/python',
      'type @eslint/core',
      '@eslint/plugin-kit',
      'type web-tree-sitter',
    ],
    why: 'A language for ESLint knows syntax, not drivers.',
  },
  rules: {
    may: ['type src/analysis', 'src/eslint', 'codemods/add-connector', 'type eslint'],
    why: 'A rule has words and a change to offer, no analysis of its own.',
  },
  [GROUND]: {
    may: [
      'src/analysis',
      'src/edits',
      'src/facts',
      'type src/workspace',
      'codemods/add-connector/types',
      'node:path',
    ],
    why: 'All parts of the migration share it.',
  },
  'codemods/add-connector/types': {
    may: [
      'type src/analysis',
      'src/contract',
      'src/edits',
      'src/facts',
      'src/linker',
      'type src/workspace',
      'src/workspace/resolution',
      'node:path',
    ],
    why: 'How a type is named and imported is the same for all that is written.',
  },
  'codemods/add-connector/declarations': {
    may: [
      'src/analysis',
      'src/contract',
      'src/edits',
      'src/facts',
      'src/linker',
      GROUND,
      'type codemods/add-connector/types',
    ],
    why: 'A declaration is written whoever calls it.',
  },
  'codemods/add-connector/calls': {
    may: [
      'src/analysis',
      'src/contract',
      'type src/edits',
      'src/facts',
      'src/linker',
      GROUND,
      'codemods/add-connector/declarations',
    ],
    why: 'A call is given its argument by what is declared around it.',
  },
  'codemods/add-connector/references': {
    may: [
      'src/analysis',
      'type src/edits',
      'src/facts',
      'type src/linker',
      'src/test-libraries',
      GROUND,
      'codemods/add-connector/calls',
    ],
    why: 'What is handed on is called elsewhere: it stands on calls.',
  },
  'codemods/add-connector/test-uses': {
    may: [
      'src/analysis',
      'src/contract',
      'type src/edits',
      'src/facts',
      'src/linker',
      'src/test-libraries',
      GROUND,
      'codemods/add-connector/calls',
      'codemods/add-connector/declarations',
      'codemods/add-connector/references',
    ],
    why: 'Tests speak of all the rest: nothing but the plan stands on them.',
  },
  'codemods/add-connector/census': {
    may: [
      'type src/analysis',
      'src/facts',
      'src/test-libraries',
      'src/tokens',
      GROUND,
      'codemods/add-connector/declarations',
      'codemods/add-connector/references',
    ],
    why: 'It counts when all sites are entered: nothing but the plan stands on it.',
  },
  'codemods/add-connector': {
    may: [
      'src/analysis',
      'src/contract',
      'src/edits',
      'src/facts',
      'src/globs',
      'src/tokens',
      'src/workspace',
      HOST,
      GROUND,
      'codemods/add-connector/calls',
      'codemods/add-connector/census',
      'codemods/add-connector/declarations',
      'codemods/add-connector/references',
      'codemods/add-connector/test-uses',
      'codemods/add-connector/types',
      'type ts-morph',
      'node:crypto',
      'node:path',
    ],
    why: 'The plan says what to write; it neither writes nor reports.',
  },
  'codemods/move-export': {
    may: [
      'src/analysis',
      'src/contract',
      'src/edits',
      'type src/effects',
      'src/facts',
      'src/flow',
      'src/globs',
      'src/linker',
    ],
    why: 'A plan is data about functions and what is around them, and the edits of a step; statements come from whoever has the texts.',
  },
  'codemods/ts-morph': {
    may: [
      'src/analysis',
      'src/contract',
      'src/edits',
      'src/encoding',
      'type src/facts',
      'type src/linker',
      'type src/typescript',
      'src/workspace',
      HOST,
      `type ${GROUND}`,
      'codemods/add-connector',
      'ts-morph',
      'type typescript',
      'node:path',
    ],
    why: 'It is a way in to the same plan, and no second engine.',
  },
  'codemods/jscodeshift': {
    may: [
      'src/analysis',
      'src/contract',
      'src/edits',
      'src/jscodeshift',
      'src/workspace',
      HOST,
      DISK_HOST,
      'src/writing',
      GROUND,
      'codemods/add-connector',
      'node:child_process',
      'node:fs',
      'node:net',
      'node:os',
      'node:path',
    ],
    why: 'It is a way in to the same plan, and no second engine.',
  },
  'src/reports': {
    may: [],
    why: 'A format prints what it is given, and knows neither ESLint nor how anything was found.',
  },
  'src/package.ts': {
    may: ['eslint-plugin-driver-contract', 'node:module', 'node:url'],
    why: 'It says which version this is, and where its pages are.',
  },
  'src/cli': {
    may: [
      'src/analysis',
      'src/contract',
      'src/drafting',
      'src/edits',
      'src/encoding',
      'src/eslint',
      'src/fact-cache',
      'src/facts',
      'src/git',
      'src/known',
      'src/linker',
      'src/package.ts',
      'src/python',
      'src/reports',
      'src/workspace',
      HOST,
      DISK_HOST,
      'src/workspace/failures.ts',
      'src/workspace/git-host.ts',
      'src/writing',
      'rules',
      GROUND,
      'codemods/add-connector',
      'codemods/move-export',
      'commander',
      'eslint',
      'picocolors',
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'node:readline',
    ],
    why: 'It is the top: it speaks to the user and leaves the work to others.',
  },
  'src/entries': {
    may: [
      'src/contract',
      'src/eslint',
      'src/eslint/python',
      'src/package.ts',
      'src/python',
      HOST,
      'rules',
      'type eslint',
    ],
    why: 'An entry puts together what a user loads.',
  },
};

/** Arrows that no row allows and which are there all the same, with the reason. To be empty. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {};

/** Files that load one another at run time, with the reason. To be empty. */
export const CIRCLES: readonly { readonly files: readonly string[]; readonly why: string }[] = [];

/** The only rooms where a package runs. Types of it may be used elsewhere, where a row says so. */
export const RUNS_IN: Readonly<Record<string, readonly string[]>> = {
  '@isaacs/nonrecursive-glob-match': ['src/globs'],
  commander: ['src/cli'],
  eslint: ['src/cli'],
  jscodeshift: ['src/jscodeshift'],
  'smol-toml': ['src/workspace/formatting'],
  // The user's own, given to the codemod; for `--types` and `--verify`.
  'ts-morph': ['src/workspace', 'codemods/ts-morph'],
  typescript: ['src/typescript'],
  'web-tree-sitter': ['src/python'],
};

const ESLINT = [
  'eslint',
  '@eslint/core',
  '@eslint/plugin-kit',
  '@typescript-eslint/utils',
  'src/eslint',
  'src/eslint/python',
  'rules',
];
const DRIVERS = ['src/contract', 'src/linker', 'src/effects', 'src/analysis'];
const FRONT_ENDS = ['src/typescript', 'src/jscodeshift', 'src/python'];
const PARSERS = [
  ...FRONT_ENDS,
  'typescript',
  'jscodeshift',
  'web-tree-sitter',
  'tree-sitter-python',
  'ts-morph',
  '@typescript-eslint/utils',
];
const CODEMODS = Object.keys(ROOMS).filter((room) => room.startsWith('codemods/'));
const DISK = [
  'node:fs',
  'node:fs/promises',
  'src/git',
  'src/workspace',
  'src/workspace/resolution',
  'src/writing',
];

/**
 * What no file of some rooms comes to, neither directly nor through what it imports, be it for a
 * type.
 */
export const NEVER: readonly {
  readonly says: string;
  readonly rooms: readonly string[];
  readonly never: readonly string[];
}[] = [
  {
    says: 'The contract stands on its globs alone',
    rooms: ['src/contract'],
    never: allBut('src/contract', 'src/globs'),
  },
  { says: 'Facts stand on nothing', rooms: ['src/facts'], never: allBut('src/facts') },
  {
    says: 'A front end knows nothing about drivers',
    rooms: FRONT_ENDS,
    never: [...DRIVERS, ...ESLINT, 'src/workspace'],
  },
  {
    says: 'The linker knows no contract',
    rooms: ['src/linker'],
    never: ['src/contract', 'src/effects', 'src/analysis'],
  },
  { says: 'Effects know no roles', rooms: ['src/effects'], never: ['src/analysis'] },
  {
    says: 'The analysis knows neither ESLint nor a parser nor the disk',
    rooms: ['src/linker', 'src/effects', 'src/analysis'],
    never: [...ESLINT, ...PARSERS, ...DISK],
  },
  { says: 'A codemod knows nothing of ESLint', rooms: CODEMODS, never: ESLINT },
  { says: 'Edits know no disk', rooms: ['src/edits'], never: DISK },
];

function allBut(...rooms: string[]): string[] {
  return Object.keys(ROOMS).filter((other) => !rooms.includes(other));
}
