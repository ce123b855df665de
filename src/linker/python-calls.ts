import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import { PYTHON_LOADERS } from './builtins.js';
import { NOTHING, one, union, unknown, type Context, type Value, type Values } from './values.js';
import type { Linker } from './linker.js';

/** Python calls whose value follows from what they are given: loaders of classes, dictionaries, `partial`, `dict`. */
export class PythonCalls {
  constructor(private readonly linker: Linker) {}

  /** Undefined where a call is an ordinary one. */
  valueOf(module: ModuleFacts, call: CallFact, ctx?: Context): Values | undefined {
    const { name, callee, args } = call;
    if (name === undefined) return undefined;
    const loader = Object.hasOwn(PYTHON_LOADERS, name) ? PYTHON_LOADERS[name] : undefined;
    if (loader) return this.loaded(module, args, loader, ctx);
    const [first] = args;
    const given = () => (first ? this.linker.evaluate(module, first, ctx) : NOTHING);
    if (name === 'partial' && (callee.k === 'name' || (callee.k === 'member' && callee.object.k === 'name'))) return given();
    if (callee.k === 'member') return this.tableMethod(module, callee.object, name, args, ctx);
    if (callee.k !== 'name') return undefined;
    if (callee.binding !== -1) return undefined;
    if (['list', 'tuple', 'set', 'sorted', 'reversed', 'iter', 'filter'].includes(name)) {
      const { items } = name === 'filter' ? (args.length > 1 ? this.linker.evaluate(module, args[1], ctx) : NOTHING) : given();
      return one({ k: 'collection', items: items.flatMap((v): readonly Value[] => (v.k === 'collection' ? v.items : [])) });
    }
    if (name === 'dict' || name === 'deepcopy') return first ? given() : undefined;
    if (name === 'next') return this.linker.elements(given());
    if (name === 'type') return union(given().items.map((v): Values => (v.k === 'instance' ? one({ k: 'class', cls: v.cls }) : NOTHING)));
    return undefined;
  }

  /** `importutils.import_object('a.b.C')`: whatever of the tree the path may name; otherwise something of a package. */
  private loaded(module: ModuleFacts, args: readonly Expr[], kind: 'object' | 'class' | 'module', ctx?: Context): Values {
    const [first] = args;
    const said = first ? this.linker.evaluate(module, first, ctx).items : [];
    const found = said.flatMap((v): readonly Value[] =>
      v.k === 'string' && !v.text.includes('\0') ? this.named(module, v.text, kind) : [],
    );
    const chosen = found.length > 0 ? found : this.chosen(module, first, kind);
    return chosen.length > 0 ? union(chosen.map(one)) : one({ k: 'external', name: `${kind} chosen at run time` });
  }

  /**
   * A class that an option names: the option's default, or anything made from that.
   * `cfg.StrOpt('proxy', default='a.b.Proxy')`, read as `conf.proxy` or `conf.safe_get('proxy')`.
   */
  private chosen(module: ModuleFacts, read: Expr | undefined, kind: 'object' | 'class' | 'module'): readonly Value[] {
    const option = optionRead(module, read);
    if (option === undefined) return [];
    const defaults = module.calls.flatMap(({ args, keywords }) => {
      const [name] = args;
      const given = name?.k === 'string' && name.text === option ? keywords?.find((k) => k.name === 'default')?.value : undefined;
      return given?.k === 'string' ? [given.text] : [];
    });
    return defaults
      .flatMap((path) => this.named(module, path, kind))
      .flatMap((v): readonly Value[] => {
        if (v.k !== 'class' && v.k !== 'instance') return [v];
        const below = this.linker.hierarchy.descendants(v.cls).filter((c) => !this.linker.isTest(c.module.path));
        return [v, ...below.map((cls): Value => (v.k === 'class' ? { k: 'class', cls } : { k: 'instance', cls, exact: true }))];
      });
  }

  private named(module: ModuleFacts, path: string, kind: 'object' | 'class' | 'module'): readonly Value[] {
    const whole = kind === 'module' ? this.linker.project.imported(module, path) : undefined;
    if (whole) return [{ k: 'module', module: whole }];
    const at = Math.max(path.lastIndexOf('.'), path.lastIndexOf(':'));
    const home = at > 0 ? this.linker.project.imported(module, path.slice(0, at)) : undefined;
    const entity = home && this.linker.project.exportOf(home, path.slice(at + 1));
    if (!entity) return [];
    return this.linker
      .entityValues(entity)
      .items.flatMap((v): readonly Value[] => (v.k === 'class' && kind === 'object' ? [{ k: 'instance', cls: v.cls, exact: true }] : [v]));
  }

  /** `table.get('key')`, `table.values()`. */
  private tableMethod(module: ModuleFacts, object: Expr, name: string, args: readonly Expr[], ctx?: Context): Values | undefined {
    if (!TABLE_METHODS.has(name)) return undefined;
    const { items, why } = this.linker.evaluate(module, object, ctx);
    const tables = items.flatMap((v) =>
      v.k === 'instance' && v.cls.fact.kind === 'object' && v.cls.module.language === 'python' ? [v] : [],
    );
    if (tables.length === 0) return undefined;
    if (name === 'copy') return union(tables.map(one));
    const [key, fallback] = args;
    const { span } = object;
    const all = this.linker.evaluate(module, { k: 'element', object, span }, ctx);
    if (name === 'values' || name === 'items' || name === 'itervalues' || name === 'iteritems')
      return one({ k: 'collection', items: all.items });
    const said = key ? this.linker.evaluate(module, key, ctx).items.flatMap((v) => (v.k === 'string' ? [v.text] : [])) : [];
    const found = said.length > 0 ? union(said.flatMap((text) => tables.map((t) => this.linker.members.matching(t, text)))) : all;
    const given = fallback ? this.linker.evaluate(module, fallback, ctx) : NOTHING;
    return union([found, given, why === undefined ? NOTHING : unknown(why)]);
  }
}

/** The option that an expression reads. */
function optionRead(module: ModuleFacts, read: Expr | undefined): string | undefined {
  if (read?.k === 'name' && read.binding !== -1) {
    const { values } = module.bindings[read.binding];
    return values.length === 1 && values[0].k !== 'name' ? optionRead(module, values[0]) : undefined;
  }
  if (read?.k === 'member') return read.name;
  if (read?.k !== 'call') return undefined;
  const [name] = module.calls[read.call].args;
  return name?.k === 'string' ? name.text : undefined;
}

const TABLE_METHODS = new Set(['get', 'pop', 'setdefault', 'values', 'items', 'itervalues', 'iteritems', 'copy']);
