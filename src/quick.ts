import path from 'node:path';
import { Analysis } from './analysis/analysis.js';
import { volumeDriverContract } from './contract/volume-driver.js';
import { Workspace } from './workspace/workspace.js';
import { locationOf } from './facts/text.js';
const root = path.resolve(process.argv[2]);
const w = new Workspace(root);
console.time('t');
const a = new Analysis(root, volumeDriverContract, w);
const f = a.findings();
console.timeEnd('t');
const by = new Map<string, any[]>();
for (const x of f) { const l = by.get(x.module.path) ?? []; by.set(x.module.path, l); const loc = locationOf(x.module.lineStarts, x.span); l.push({ ruleId: 'driver-contract/' + x.rule, line: loc.start.line, column: loc.start.column + 1, message: x.messageId + ' ' + JSON.stringify(x.data) }); }
import fs from 'node:fs';
fs.writeFileSync(process.argv[3], JSON.stringify([...by].map(([filePath, messages]) => ({ filePath, messages }))));
if (process.argv[4]) for (const r of a.roles.all()) console.log(r.role.padEnd(10), a.place(r.cls.module, r.cls.fact.nameSpan[0]), r.cls.fact.name, '-', r.reason);
console.log(f.length, 'findings', w.parsed, 'parsed of', w.all().length);
