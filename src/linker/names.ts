import { pythonDefinitions } from './definitions.js';
import type { BindingFact, Expr, ModuleFacts } from '../facts/types.js';
import { Narrowings } from './narrowings.js';
import { BUILTIN_GLOBALS, PYTHON_GLOBALS, PYTHON_LIBRARIES } from './builtins.js';
import type { Entity } from './project.js';
import { isUninformative, singleton, union, unknown, type Context, type Values } from './values.js';
import type { Linker } from './linker.js';

/** What names may be: those that a file declares, imports, or has from the language. */
export class Names {
  private readonly narrowings = new Narrowings();

  constructor(private readonly linker: Linker) {}

  /** A name as an expression: what the conditions around it say counts where nothing else is known. */
  read(module: ModuleFacts, expr: Extract<Expr, { k: 'name' }>, ctx: Context | undefined): Values {
    return expr.binding === -1
      ? this.globalValue(module, expr.name)
      : this.narrowed(module, expr, ctx);
  }

  /** Where nothing is known of a name, what the conditions around it say. */
  private narrowed(
    module: ModuleFacts,
    expr: Extract<Expr, { k: 'name' }>,
    ctx: Context | undefined,
  ): Values {
    const found = this.of(module, module.bindings[expr.binding], ctx);
    if (!isUninformative(found)) return found;
    for (const { type } of this.narrowings.at(module, expr)) {
      const values = this.linker.types.of(module, type, ctx);
      if (values.items.length > 0) return values;
    }
    return found;
  }

  /**
   * A name that the file does not declare: the language's, or one of a module that it imports
   * whole.
   */
  private globalValue(module: ModuleFacts, name: string): Values {
    const isPython = module.language === 'python';
    if ((isPython ? PYTHON_GLOBALS : BUILTIN_GLOBALS).has(name))
      return singleton({ k: 'builtin', name });
    const entity = isPython ? this.linker.project.exportOf(module, name) : undefined;
    return entity ? this.entity(entity) : singleton({ k: 'external', name });
  }

  /** What a binding holds. */
  of(module: ModuleFacts, binding: BindingFact, ctx?: Context): Values {
    const entity = this.linker.project.entityOf(module, binding);
    if (entity.k !== 'binding' || entity.binding !== binding) {
      const values = this.entity(entity);
      // Python: what else the name is imported from, set to or defined as where the import fails.
      const others = [
        ...binding.values.map((v) => this.linker.evaluate(module, v, ctx)),
        ...binding.functions.map((fn): Values =>
          singleton({ k: 'function', module, fact: module.functions[fn] }),
        ),
        ...binding.classes.map((cls): Values =>
          singleton({ k: 'class', cls: this.linker.classRef(module, cls, ctx) }),
        ),
      ];
      return entity.k === 'binding' || others.length === 0 ? values : union([values, ...others]);
    }
    if (module.language === 'python' && binding.functions.length + binding.classes.length > 0)
      return union([
        ...pythonDefinitions(module, binding).map((fact): Values =>
          'params' in fact
            ? singleton({
                k: 'function',
                module,
                fact,
                env: this.linker.enclosing(module, fact.parent, ctx),
              })
            : singleton({ k: 'class', cls: this.linker.classRef(module, fact.id, ctx) }),
        ),
        ...binding.values.map((v) => this.linker.evaluate(module, v, ctx)),
      ]);
    if (binding.functions.length > 0) {
      const env = this.linker.enclosing(module, module.functions[binding.functions[0]].parent, ctx);
      return singleton({
        k: 'function',
        module,
        fact: module.functions[binding.functions[binding.functions.length - 1]],
        env,
      });
    }
    const given = binding.added ? [...binding.values, ...binding.added] : binding.values;
    const parts: Values[] = given.map((v) => this.linker.evaluate(module, v, ctx));
    if (parts.length === 0 && binding.classes.length > 0)
      parts.push(
        singleton({ k: 'class', cls: this.linker.classRef(module, binding.classes[0], ctx) }),
      );
    const found = union(parts);
    return binding.type && isUninformative(found)
      ? this.linker.declaredOr(this.linker.types.of(module, binding.type, ctx), found)
      : parts.length > 0
        ? found
        : unknown('nothing is assigned to it');
  }

  /** What an import or a qualified name leads to. */
  entity(entity: Entity): Values {
    switch (entity.k) {
      case 'binding':
        return this.of(entity.module, entity.binding);
      case 'value':
        return this.linker.evaluate(entity.module, entity.value);
      case 'module': {
        const commonJs = this.linker.project
          .exportsOf(entity.module)
          .get('module.exports')
          ?.at(-1)?.value;
        return commonJs ? this.linker.evaluate(entity.module, commonJs) : singleton(entity);
      }
      default:
        return singleton({
          k: isPlainLibrary(entity) ? 'builtin' : 'external',
          name: `${entity.from}.${entity.name}`,
        });
    }
  }
}

/** A library whose functions reach nothing outside of the process. */
function isPlainLibrary({ from, name }: Extract<Entity, { k: 'external' }>): boolean {
  return (
    PYTHON_LIBRARIES.has(from.split('.')[0]) ||
    PYTHON_LIBRARIES.has(from) ||
    PYTHON_LIBRARIES.has(`${from}.${name}`)
  );
}
