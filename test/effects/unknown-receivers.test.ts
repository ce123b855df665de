import { describe, expect, it } from 'vitest';
import { driver } from '../support/acme.js';
import { PYTHON_DRIVER } from '../support/python-driver.js';
import { SUPPORT, tree, type Files } from '../support/tree.js';

const RULE = 'no-export-in-initialize-connection';

const CLASSES = `
class Memo {
  private readonly kept = new Map<string, string>();
  constructor(private readonly now: () => number = Date.now, private readonly ask: (id: string) => number = Number) {}
  createMapping(key: string) { this.kept.set(key, String(this.now())); return key; }
  addMapping(key: string) { this.kept.set(key, String(this.ask(key))); return key; }
}
interface Sdk { hostGroups: { addMember(group: string, host: string): void }; teams: { addMember(team: string, who: string): void } }
`;

/** What is called on something that nobody knows: `api` is `any`. The marked calls are reported. */
describe('a method of the language, or of a client', () => {
  it.each<[title: string, body: string]>([
    ['a text called as a command', "this.api.«exec»('map-lun ' + volume.id);"],
    ['a list called as a command', "this.api.«exec»(['lun', 'map', volume.id]);"],
    ['a command that reads', "this.api.exec('show-lun ' + volume.id);"],
    ['a pattern looks through something', 'return this.api.exec(volume);'],
    ['a text behind call', "this.api.«call»('map-lun', volume.id);"],
    ['what a function runs on', 'this.api.call(this, volume);'],
    ['a volume is mapped', 'this.api.«map»(volume.id, connector.host);'],
    ['what a list holds is mapped', 'this.api.map((portal) => portal.address);'],
    ['by a named function', 'this.api.map(String);'],
    ['a volume is assigned', 'this.api.volumes.«assign»(volume.id, connector.host);'],
    ['a host becomes a member', "this.sdk.hostGroups.«addMember»('group', volume.id);"],
    ['somebody joins a team', "this.sdk.teams.addMember('team', volume.id);"],
    ['the time is kept', 'this.memo.createMapping(volume.id);'],
    ['an answer is asked for', 'this.memo.«addMapping»(volume.id);'],
  ])('%s', (_title, body) => {
    const members = `private readonly memo = new Memo();
constructor(private readonly api: any, private readonly sdk: Sdk) { super(); }`;
    const made = tree({ ...SUPPORT, 'acme.ts': driver(body, members, CLASSES) });
    expect(made.reports(RULE)).toEqual(made.marked());
  });

  const driven = (body: string): Files => ({
    'setup.py': '',
    'driver.py': PYTHON_DRIVER,
    'acme.py': `import asyncio
from driver import VolumeDriver


class Switch:
    def __init__(self, ssh):
        self._ssh = ssh

    def create_zone(self, name):
        self._ssh.exec('zonecreate ' + name)

    def delete_zone(self, name):
        self._ssh.exec('zonedelete ' + name)


class Acme(VolumeDriver):
    def __init__(self, api):
        self.api = api
        self.switch = Switch(api)

    def request(self, method, path):
        return asyncio.to_thread(self.api.request, method, path)

    def initialize_connection(self, volume, connector):
        ${body}
`,
  });
  it.each<[title: string, body: string]>([
    ['exec is a method of nothing there', 'self.switch.«create_zone»(volume.id)'],
    ['that takes away', 'self.switch.delete_zone(volume.id)'],
    ['map is a function there', 'self.api.«map»(volume, connector)'],
    ['assign is no method there', 'self.api.«assign»(volume, connector)'],
    ['find is one of texts', 'self.api.find(volume)'],
    ['what a runner is given tells', "self.«request»('POST', '/mappings')"],
    ['what a runner is given reads', "self.request('GET', '/mappings')"],
  ])('in Python: %s', (_title, body) => {
    const made = tree(driven(body));
    expect(made.reports(RULE)).toEqual(made.marked());
  });
});
