import { words } from '../contract/words.js';
import {
  CALL_SIGNATURE,
  type BindingFact,
  type ClassId,
  type FunctionFact,
  type ModuleFacts,
  type TypeTerm,
} from '../facts/types.js';
import type { Linker } from '../linker/linker.js';
import type { OwnRoles } from './own-roles.js';
import type { Roles } from './roles.js';
import type { Signatures } from './signatures.js';
import type { DeclarationTable } from './declaration-table.js';
import { type Common } from './declaration-table.js';
import type { Named } from './value-declarations.js';

/** A function type by a name of its own. */
interface NamedFunctionType {
  readonly module: ModuleFacts;
  readonly binding: BindingFact;
  readonly functions: readonly FunctionFact[];
}

/** Function types that type a contract's method, which is declared where they are written. */
export class FunctionTypes {
  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly signatures: Signatures,
    private readonly ownRoles: OwnRoles,
    private readonly table: DeclarationTable,
  ) {}

  /**
   * The alias or callable interface is the declaration, wherever it stands; the members it types
   * repeat it. A type that is written in place is one too.
   * @param holder what is reported for such a type, where nothing else is
   */
  declare(module: ModuleFacts, type: TypeTerm, common: Common, holder?: Named): void {
    if (type.k === 'union' || type.k === 'intersection')
      for (const item of type.items) this.declare(module, item, common, holder);
    else if (type.k === 'ref') {
      const entity = this.linker.project.qualified(
        module,
        type.binding,
        type.name.split('.').slice(1),
      );
      const named =
        entity?.k === 'binding' ? functionTypeOf(entity.module, entity.binding) : undefined;
      if (named) this.addType(named, common);
    }
    for (const fn of functionsOf(module, type))
      this.table.add({
        ...common,
        module,
        fn,
        nameSpan: holder?.nameSpan ?? fn.nameSpan,
        isDouble: false,
      });
  }

  /**
   * A function type that is called as the method is, and takes what it takes, types it: `type
   * CreateExportFn = (ctx, volume) => ...`.
   */
  declareNamed(module: ModuleFacts, binding: BindingFact): void {
    const method = this.roles.methods.find((m) => m.added && holdsWords(binding.name, m.name));
    const named = method && functionTypeOf(module, binding);
    if (!method || !named) return;
    const isIt = named.functions.every(
      (fn) =>
        this.signatures.fit(module, fn, method) === 'fits' &&
        this.ownRoles.targetParameter(fn, method) === undefined,
    );
    if (isIt)
      this.addType(named, {
        method,
        role: 'signature',
        reason: `is called as ${method.name} is`,
        display: binding.name,
        cls: undefined,
      });
  }

  private addType({ module, binding, functions }: NamedFunctionType, common: Common): void {
    for (const fn of functions)
      this.table.add({
        ...common,
        module,
        fn,
        nameSpan: binding.span,
        display: binding.name,
        cls: undefined,
        isDouble: false,
      });
  }
}

/** What a type alias or an interface with call signatures declares. */
function functionTypeOf(module: ModuleFacts, binding: BindingFact): NamedFunctionType | undefined {
  const type = binding.alias?.type;
  const functions =
    type?.k === 'function' || type?.k === 'object'
      ? functionsOf(module, type)
      : binding.classes.flatMap((id) => callSignatures(module, id));
  return functions.length > 0 ? { module, binding, functions } : undefined;
}

/** The functions that a type is, where it is written out. */
export function functionsOf(module: ModuleFacts, type: TypeTerm): FunctionFact[] {
  if (type.k === 'function') return [module.functions[type.fn]];
  return type.k === 'object' ? callSignatures(module, type.cls) : [];
}

function callSignatures({ classes, functions }: ModuleFacts, cls: ClassId): FunctionFact[] {
  return classes[cls].members.flatMap((m) =>
    m.name === CALL_SIGNATURE && m.fn !== undefined ? [functions[m.fn]] : [],
  );
}

/** Whether a name holds another's words, one behind the other. */
function holdsWords(name: string, wanted: string): boolean {
  return `_${words(name).join('_')}_`.includes(`_${words(wanted).join('_')}_`);
}
