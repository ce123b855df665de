import { isCommonType } from '../contract/type-words.js';
import type { AddedParameter } from '../contract/types.js';
import { relativePath } from '../facts/paths.js';
import type { ModuleFacts } from '../facts/types.js';
import type { Project } from '../linker/project.js';
import { listed } from './names.js';

/** Where an added parameter's type is from, as a contract says it, and what is to be said of it. */
export interface TypeImport {
  readonly import?: AddedParameter['import'];
  readonly remark?: string;
}

/** The one type by whose name a parameter's type is known. */
export function tellingType(type: AddedParameter['type']): string | undefined {
  return typeof type === 'string' && /^[A-Z]\w+$/u.test(type) && !isCommonType(type)
    ? type
    : undefined;
}

/**
 * Finds where a type is from. One that the tree declares once is found without a word of the
 * contract.
 * @param base the module of the base class: what the name means there counts first
 */
export function typeImport(
  project: Project,
  root: string,
  base: ModuleFacts,
  type: AddedParameter['type'],
): TypeImport {
  const name = tellingType(type);
  if (name === undefined || base.language === 'python') return {};
  const modules = project.modulesMentioning([name]);
  const homes = modules.filter(({ bindings }) =>
    bindings.some(
      (b) =>
        b.name === name &&
        ['class', 'type', 'enum'].includes(b.kind) &&
        // `import('./types').Trace` under a name of its own is that type.
        b.alias?.type?.k !== 'import',
    ),
  );
  if (homes.length === 1) return {};
  const shown = (module: ModuleFacts) => relativePath(root, module.path);
  if (homes.length > 1) {
    const seen = [base, ...importedBy(project, base, name)];
    const home = seen.find((m) => homes.includes(m));
    const places = `${homes.length} types are named ${name} here (${listed(homes.map(shown))})`;
    if (!home)
      return { remark: `${places}: say which one is meant, "import": { "module": "./…" }.` };
    return {
      import: { module: `./${shown(home).replace(/(?:\.d)?\.([cm]?)tsx?$/u, '.$1js')}` },
      remark: `Guess: ${places}; it is the one that ${shown(base)} knows.`,
    };
  }
  const found = [base, ...modules].flatMap((module) =>
    module.imports.flatMap(({ module: from, specifiers }) =>
      specifiers.some((s) => s.imported === name) && !from.startsWith('.')
        ? [{ from, by: module }]
        : [],
    ),
  );
  if (found.length === 0)
    return {
      remark: `Nothing here declares ${name}: say where it comes from, "import": { "module": "…" }, or declare it first.`,
    };
  const [{ from, by }] = found;
  return {
    import: { module: from },
    remark: `Guess: ${name} is from ${from}, as ${shown(by)} imports it.`,
  };
}

/** The modules of the tree that a module has a name from. */
function importedBy(project: Project, module: ModuleFacts, name: string): ModuleFacts[] {
  return module.imports.flatMap((one) => {
    const target = one.specifiers.some((s) => s.imported === name || s.local === name)
      ? project.imported(module, one.module)
      : undefined;
    const entity = target && project.exportOf(target, name);
    return entity?.k === 'binding' ? [entity.module] : target ? [target] : [];
  });
}
