import { describe, expect, it } from 'vitest';
import { python } from '../../src/python/front-end.js';
import { addLanguage } from '../../src/workspace/languages.js';
import { folderWith } from '../support/temp.js';
import { plan, write } from './migrate.js';

addLanguage(python);

const contract = (position: unknown) =>
  JSON.stringify({
    name: 'widths',
    drivers: { types: ['Pump'] },
    methods: {
      startUp: {
        parameters: [{ name: 'station' }, { name: 'pressure' }],
        added: { name: 'deadline', type: 'Deadline', position },
      },
    },
    values: { names: ['deadline'], fallback: 'None' },
  });

/** The lines of a file that a migration changes or adds. */
function changed(
  position: unknown,
  file: string,
  text: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const root = folderWith({
    'driver-contract.json': contract(position),
    'setup.py': '',
    [file]: text,
    ...more,
  });
  const first = plan(root);
  write(root, first.after);
  expect([...plan(root).after]).toEqual([]);
  const before = text.split('\n');
  return (first.after.get(file) ?? text)
    .split('\n')
    .filter((line) => !before.includes(line))
    .join('\n');
}

const LIST =
  'class Pump(object):\n    def start_up(self, station_of_the_pump, pressure_at_the_inlet_now):\n        pass\n';
const CALL = `class Pump(object):
    def start_up(self, station, pressure):
        pass


def run(deadline):
    pump = Pump()
    started = pump.start_up(the_station_of_the_pump, the_pressure_at_inlet)
`;

describe('lines of Python that grow too long', () => {
  it.each<[string, unknown, string, string]>([
    [
      'a list, last',
      'last',
      LIST,
      '    def start_up(self, station_of_the_pump, pressure_at_the_inlet_now,\n                 deadline):',
    ],
    [
      'a list, first',
      'first',
      LIST,
      '    def start_up(self, deadline, station_of_the_pump,\n                 pressure_at_the_inlet_now):',
    ],
    [
      'a list, in between',
      { after: 'station' },
      LIST,
      '    def start_up(self, station_of_the_pump, deadline,\n                 pressure_at_the_inlet_now):',
    ],
    [
      'a call, last',
      'last',
      CALL,
      '    def start_up(self, station, pressure, deadline):\n    started = pump.start_up(the_station_of_the_pump, the_pressure_at_inlet,\n                            deadline)',
    ],
    [
      'a call, first',
      'first',
      CALL,
      '    def start_up(self, deadline, station, pressure):\n    started = pump.start_up(deadline, the_station_of_the_pump,\n                            the_pressure_at_inlet)',
    ],
  ])('%s', (_, position, text, wanted) => {
    expect(changed(position, 'pumps.py', text)).toBe(wanted);
  });

  it('are as long as the project has them', () => {
    expect(changed('first', 'pumps.py', LIST, { 'pyproject.toml': '[tool.black]\n' })).toBe(
      '    def start_up(self, deadline, station_of_the_pump, pressure_at_the_inlet_now):',
    );
  });
});

const SCRIPT = `import { Deadline } from './deadline.js';
export class Pump {
  startUp(station: string, pressure: number): void {}
}
export function run(pump: Pump, deadline: Deadline): void {
  return pump.startUp('the station of the pump', 12);
}
`;

describe('lines of TypeScript that grow too long', () => {
  const more = { 'deadline.ts': 'export class Deadline {}\n' };

  it('stay where no formatter is set up', () => {
    expect(changed('last', 'pumps.ts', SCRIPT, more)).toContain(
      "  return pump.startUp('the station of the pump', 12, deadline);",
    );
  });

  it.each<[string, unknown, string, string]>([
    [
      'last',
      'last',
      '{ "printWidth": 60 }',
      "  startUp(\n    station: string,\n    pressure: number,\n    deadline: Deadline,\n  ): void {}\n  return pump.startUp(\n    'the station of the pump',\n    12,\n    deadline,\n  );",
    ],
    [
      'first, without commas at the end',
      'first',
      '{ "printWidth": 60, "trailingComma": "none" }',
      "  startUp(\n    deadline: Deadline,\n    station: string,\n    pressure: number\n  ): void {}\n  return pump.startUp(\n    deadline,\n    'the station of the pump',\n    12\n  );",
    ],
    [
      'in between, where only one gets too long',
      { after: 'station' },
      '{ "printWidth": 66 }',
      "  startUp(\n    station: string,\n    deadline: Deadline,\n    pressure: number,\n  ): void {}\n  return pump.startUp('the station of the pump', deadline, 12);",
    ],
  ])('%s', (_, position, settings, wanted) => {
    expect(changed(position, 'pumps.ts', SCRIPT, { ...more, '.prettierrc': settings })).toBe(
      wanted,
    );
  });

  it('an import', () => {
    const text = SCRIPT.replace(
      "import { Deadline } from './deadline.js';",
      "import { type Inlet, type Outlet } from './deadline.js';",
    );
    const types = 'export class Deadline {}\nexport class Inlet {}\nexport class Outlet {}\n';
    const made = changed('last', 'pumps.ts', text.replace(', deadline: Deadline', ''), {
      'deadline.ts': types,
      '.prettierrc': 'printWidth: 60',
    });
    expect(made).toContain(
      "import {\n  type Inlet,\n  type Outlet,\n  type Deadline,\n} from './deadline.js';",
    );
  });
});
