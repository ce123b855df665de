import type { MovePlan, MovePlans, PlannedLine, Verdict } from './plan.js';

/** The verdicts, the best first, with what they are called. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  already: 'already',
  safe: 'safe',
  decision: 'needs a decision',
  'by hand': 'by hand',
  blocked: 'blocked',
};

/** Plans as a person reads them, with a summary. */
export function plansAsText({ plans, unread }: MovePlans): string {
  const blocks = plans.map(planAsText);
  const missed = unread.map(
    (d) => `${d.file}:${d.line} ${d.name}: not one statement could be read\n`,
  );
  return [...blocks, ...missed, summary({ plans, unread })].join('\n');
}

export function summary({ plans, unread }: MovePlans): string {
  if (plans.length + unread.length === 0) return 'nothing to move\n';
  const counts = Object.entries(VERDICTS).flatMap(([verdict, name]) => {
    const n = plans.filter((p) => p.verdict === verdict).length;
    return n > 0 ? [`${n} ${name}`] : [];
  });
  const missed = unread.length > 0 ? [`${unread.length} not read`] : [];
  return `${plans.length} ${plans.length === 1 ? 'function' : 'functions'}: ${[...counts, ...missed].join(', ')}\n`;
}

function planAsText(plan: MovePlan): string {
  const questions = plan.reasons.filter((r) => r.kind === 'question');
  const others = plan.reasons.filter((r) => r.kind === 'blocked' || r.kind === 'by hand');
  const checks = plan.reasons.filter((r) => r.kind === 'check');
  const count = questions.length > 0 && plan.verdict === 'decision' ? ` (${questions.length})` : '';
  const lines = [
    `${plan.file}:${plan.line} ${plan.name} -> ${plan.creates}: ${VERDICTS[plan.verdict]}${count}`,
  ];
  const drivers = plan.drivers.filter(
    (d) => d.file !== plan.file || !plan.name.startsWith(`${d.name}.`),
  );
  if (drivers.length > 0) lines.push(`  for     ${drivers.map((d) => d.name).join(', ')}`);
  for (const c of plan.creations)
    lines.push(`  creates ${c.line}: ${c.text}${c.creator === c.text ? '' : ` -> ${c.creator}`}`);
  lines.push(
    ...part('moves', plan.moves),
    ...part('copied', plan.copied),
    ...part('stays', plan.stays),
  );
  for (const r of others) lines.push(`  ! ${r.message}${at(r, plan)}`);
  for (const [i, r] of questions.entries()) {
    lines.push(`  ${i + 1}. ${r.message}${at(r, plan)}`);
    for (const [j, { answer, against }] of (r.answers ?? []).entries())
      lines.push(`     ${'abcdef'[j]}) ${answer}: ${against}${j === 0 ? '   <- proposed' : ''}`);
  }
  lines.push(...ensured(plan));
  for (const r of checks) lines.push(`  [ ] ${r.message}`);
  return `${lines.join('\n')}\n`;
}

/** What `--step ensure` would take out, or the first reason why it does not. */
function ensured({ ensure, file }: MovePlan): string[] {
  if (!ensure) return [];
  const [first, ...more] = ensure.refused;
  if (first) {
    const others = more.length > 0 ? ` (and ${more.length} more)` : '';
    return [`  ensure  no: ${first.message}${at(first, { file })}${others}`];
  }
  const { method = '', parameters = [], gives = [], lines = [0, 0] } = ensure;
  const given = gives.length > 0 ? `, gives ${gives.join(', ')}` : '';
  return [`  ensure  ${lines.join('-')} into ${method}(${parameters.join(', ')})${given}`];
}

/** Where a reason stands, unless its sentence has said it. */
function at(
  r: { file: string; line: number; message: string },
  plan: Pick<MovePlan, 'file'>,
): string {
  if (r.message.includes(`${r.line}:`) || r.message.includes(`:${r.line}`)) return '';
  return r.file === plan.file ? ` (${r.line})` : ` (${r.file}:${r.line})`;
}

/** Statements by their first lines; a long part by its ends. */
function part(name: string, list: readonly PlannedLine[]): string[] {
  return list.map(({ line, text }, i) => `  ${(i === 0 ? name : '').padEnd(7)} ${line}: ${text}`);
}

/** Plans for a review or an issue. */
export function plansAsMarkdown(plans: MovePlans): string {
  const parts = plans.plans.map((plan) => {
    const body = planAsText(plan).split('\n').slice(1).join('\n').trimEnd();
    return `### \`${plan.name}\`: ${VERDICTS[plan.verdict]}\n\n\`${plan.file}:${plan.line}\`\n\n\`\`\`text\n${body}\n\`\`\`\n`;
  });
  return [...parts, summary(plans)].join('\n');
}
