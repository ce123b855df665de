import type {
  AssignmentFact,
  BindingFact,
  CallFact,
  ClassFact,
  Expr,
  FunctionFact,
  MemberFact,
  ModuleFacts,
} from '../../../src/facts/types.js';

/** Where a value goes. */
export type Destination =
  | { readonly k: 'argument'; readonly call: CallFact; readonly index: number }
  /** Python: given by name. */
  | { readonly k: 'keyword'; readonly call: CallFact; readonly name: string }
  | { readonly k: 'list'; readonly array: Extract<Expr, { k: 'array' }>; readonly index: number }
  | { readonly k: 'member'; readonly cls: ClassFact; readonly member: MemberFact }
  | { readonly k: 'assigned'; readonly assignment: AssignmentFact }
  | { readonly k: 'returned'; readonly fn: FunctionFact }
  | { readonly k: 'held'; readonly binding: BindingFact };

/** An expression that may be a function, with where it goes. */
export interface Flow {
  readonly expr: Expr;
  readonly to: Destination;
}

/**
 * Every expression of a module that goes somewhere as a value: it is handed over, kept, put into a
 * list, returned.
 */
export function flows(module: ModuleFacts): Flow[] {
  const found: Flow[] = [];
  for (const call of module.calls) {
    for (const [index, arg] of call.args.entries())
      collect(found, arg, { k: 'argument', call, index });
    for (const { name = '', value } of call.keywords ?? [])
      collect(found, value, { k: 'keyword', call, name });
  }
  for (const cls of module.classes)
    for (const member of cls.members)
      if (member.value) collect(found, member.value, { k: 'member', cls, member });
  for (const assignment of module.assignments)
    collect(found, assignment.value, { k: 'assigned', assignment });
  for (const fn of module.functions)
    for (const value of fn.returns) collect(found, value, { k: 'returned', fn });
  for (const binding of module.bindings)
    for (const value of binding.values) collect(found, value, { k: 'held', binding });
  for (const { value } of module.exports)
    if (value?.k === 'array') collect(found, value, { k: 'list', array: value, index: 0 });
  return found;
}

function collect(found: Flow[], expr: Expr, to: Destination): void {
  if (expr.k === 'typed' || expr.k === 'spread') collect(found, expr.value, to);
  else if (expr.k === 'choice') for (const item of expr.items) collect(found, item, to);
  else if (expr.k === 'array')
    for (const [index, item] of expr.items.entries())
      collect(found, item, { k: 'list', array: expr, index });
  else if (expr.k === 'member' || expr.k === 'call' || expr.k === 'name') found.push({ expr, to });
}
