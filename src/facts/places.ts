import type {
  AssignmentFact,
  BindingFact,
  CallFact,
  ClassFact,
  Expr,
  FunctionFact,
  ImportFact,
  KeywordFact,
  MemberFact,
  ModuleFacts,
  ReferenceFact,
  Span,
} from './types.js';

/** Where an expression stands: in another one, or as a part of a call, a class, a function, ... */
export type Around =
  | { readonly k: 'within'; readonly expr: Expr }
  | { readonly k: 'callee'; readonly call: CallFact }
  | { readonly k: 'argument'; readonly call: CallFact; readonly index: number }
  | { readonly k: 'keyword'; readonly call: CallFact; readonly keyword: KeywordFact }
  | { readonly k: 'member'; readonly cls: ClassFact; readonly member: MemberFact }
  | { readonly k: 'assigned'; readonly assignment: AssignmentFact }
  | { readonly k: 'bound'; readonly binding: BindingFact }
  | { readonly k: 'returned'; readonly fn: FunctionFact }
  | { readonly k: 'default'; readonly fn: FunctionFact }
  | { readonly k: 'decorator' }
  | { readonly k: 'base'; readonly cls: ClassFact }
  | { readonly k: 'read' };

/** What a module's facts have at one place of its text. */
export type Place =
  /** `x.name`, a name that nothing here declares, or a text. `around` is from the inside out. */
  | {
      readonly k: 'expression';
      readonly expr: Extract<Expr, { k: 'member' | 'name' | 'string' }>;
      readonly around: readonly Around[];
    }
  | { readonly k: 'binding'; readonly binding: BindingFact }
  | { readonly k: 'import'; readonly fact: ImportFact }
  | { readonly k: 'exported'; readonly from: string | undefined }
  | { readonly k: 'member'; readonly cls: ClassFact; readonly member: MemberFact }
  | { readonly k: 'function'; readonly fn: FunctionFact }
  | { readonly k: 'keyword'; readonly call: CallFact; readonly keyword: KeywordFact }
  | { readonly k: 'assigned'; readonly assignment: AssignmentFact }
  | { readonly k: 'reference'; readonly reference: ReferenceFact }
  | { readonly k: 'called'; readonly call: CallFact };

/** What facts have to say of places, by the offset where each starts. */
export class Places {
  private readonly table = new Map<number, Place[]>();

  /** @param isWanted which names and texts will be asked for */
  constructor(
    private readonly module: ModuleFacts,
    private readonly isWanted: (name: string) => boolean,
  ) {
    this.declared();
    this.expressions();
  }

  /** What starts within a span. */
  in([start, end]: Span): readonly Place[] {
    const found: Place[] = [];
    for (let at = start; at < end; at++) found.push(...(this.table.get(at) ?? []));
    return found;
  }

  private enter(name: string | undefined, at: number, place: Place): void {
    if (name === undefined || !this.isWanted(name)) return;
    const list = this.table.get(at);
    if (list) list.push(place);
    else this.table.set(at, [place]);
  }

  private declared(): void {
    const { imports, exports, bindings, classes, functions, calls, assignments, references } =
      this.module;
    for (const binding of bindings) {
      this.enter(binding.name, binding.span[0], { k: 'binding', binding });
      for (const { span } of binding.uses)
        this.enter(binding.name, span[0], { k: 'binding', binding });
    }
    for (const fact of imports) {
      for (const { imported, local, span } of fact.specifiers) {
        const place: Place = { k: 'import', fact };
        this.enter(imported, span[0], place);
        if (imported !== local) this.enter(local, span[0], place);
      }
    }
    for (const { exported, from, span } of exports)
      this.enter(exported, span[0], { k: 'exported', from: from?.module });
    for (const cls of classes)
      for (const member of cls.members)
        this.enter(member.name, member.nameSpan[0], { k: 'member', cls, member });
    for (const fn of functions) this.enter(fn.name, fn.nameSpan[0], { k: 'function', fn });
    for (const call of calls) {
      this.enter(call.name, call.nameSpan[0], { k: 'called', call });
      for (const keyword of call.keywords ?? [])
        this.enter(keyword.name, keyword.nameSpan[0], { k: 'keyword', call, keyword });
    }
    for (const assignment of assignments)
      this.enter(assignment.name, assignment.nameSpan[0], { k: 'assigned', assignment });
    for (const reference of references)
      this.enter(reference.name, reference.nameSpan[0], { k: 'reference', reference });
  }

  private expressions(): void {
    const { exports, bindings, classes, functions, calls, assignments, references } = this.module;
    for (const call of calls) {
      this.walk(call.callee, [{ k: 'callee', call }]);
      for (const [index, arg] of call.args.entries())
        this.walk(arg, [{ k: 'argument', call, index }]);
      for (const keyword of call.keywords ?? [])
        this.walk(keyword.value, [{ k: 'keyword', call, keyword }]);
    }
    for (const cls of classes) {
      for (const base of cls.bases) this.walk(base, [{ k: 'base', cls }]);
      for (const member of cls.members) {
        if (member.value) this.walk(member.value, [{ k: 'member', cls, member }]);
        for (const one of member.decorators) this.walk(one, [{ k: 'decorator' }]);
      }
      for (const one of cls.decorators) this.walk(one, [{ k: 'decorator' }]);
    }
    for (const fn of functions) {
      for (const one of fn.decorators) this.walk(one, [{ k: 'decorator' }]);
      for (const param of fn.params)
        if (param.default) this.walk(param.default, [{ k: 'default', fn }]);
      for (const value of fn.returns) this.walk(value, [{ k: 'returned', fn }]);
    }
    for (const binding of bindings)
      for (const value of binding.values) this.walk(value, [{ k: 'bound', binding }]);
    for (const assignment of assignments) {
      this.walk(assignment.object, [{ k: 'read' }]);
      this.walk(assignment.value, [{ k: 'assigned', assignment }]);
    }
    for (const { value } of exports) if (value) this.walk(value, [{ k: 'read' }]);
    for (const { object } of references) this.walk(object, [{ k: 'read' }]);
  }

  private walk(expr: Expr, around: readonly Around[]): void {
    const inner = (one: Expr | undefined) => {
      if (one) this.walk(one, [{ k: 'within', expr }, ...around]);
    };
    switch (expr.k) {
      case 'member':
        this.enter(expr.name, expr.nameSpan[0], { k: 'expression', expr, around });
        inner(expr.object);
        return;
      case 'name':
        if (expr.binding === -1)
          this.enter(expr.name, expr.span[0], { k: 'expression', expr, around });
        return;
      case 'element':
        inner(expr.object);
        inner(expr.key);
        return;
      case 'array':
      case 'choice':
        for (const item of expr.items) inner(item);
        return;
      case 'spread':
      case 'typed':
        inner(expr.value);
        return;
      case 'string':
        this.enter(expr.text, expr.span[0], { k: 'expression', expr, around });
        for (const hole of expr.holes) inner(hole);
    }
  }
}
