import type { CallSite, DeclarationSite } from './site.js';
import { withArticle } from '../contract/words.js';
import type { CallFact, Expr, ModuleFacts } from '../facts/types.js';
import { argumentsFit } from './argument-fit.js';
import type { DeclarationSites } from './declaration-sites.js';
import type { Linker } from '../linker/linker.js';
import type { Roles } from './roles.js';
import { nameIn, type ContractMethod } from './signatures.js';
import type { ClassRef, Values } from '../linker/values.js';
import type { CalledMember } from './called-members.js';

/** Who the receiver of a call is, and which declarations the call may run. */
export class ReceiverRoles {
  constructor(
    private readonly linker: Linker,
    private readonly roles: Roles,
    private readonly declared: DeclarationSites,
  ) {}

  of(
    module: ModuleFacts,
    call: CallFact,
    { receiver, isSuper, method, declared }: CalledMember,
  ): Pick<CallSite, 'role' | 'reason' | 'decidedBy'> {
    if (declared)
      return { role: declared.role, reason: `it is ${declared.display}`, decidedBy: 'linker' };
    const decided = this.linkedRole(receiver, isSuper, method);
    if (decided.role !== 'unresolved' || call.callee.k !== 'member')
      return { ...decided, decidedBy: 'linker' };
    const type = this.linker.oracle?.typeOf(module.path, call.callee.object.span);
    const role = type && this.roles.roleOfType(type);
    return role
      ? {
          role,
          reason: `the type checker says that its receiver is ${withArticle(role)}`,
          decidedBy: 'types',
        }
      : { ...decided, decidedBy: 'linker' };
  }

  private linkedRole(
    receiver: Values,
    isSuper: boolean,
    method: ContractMethod,
  ): Pick<CallSite, 'role' | 'reason'> {
    const roles = this.roles.rolesOf(receiver);
    // A mixin in between is nobody; the method it inherits is somebody's.
    for (const value of receiver.items) {
      const inherited = this.declarationOn(value, method)?.role;
      if (inherited) roles.add(inherited);
    }
    const known = (['driver', 'delegate', 'signature', 'target', 'manager'] as const).find((r) =>
      roles.has(r),
    );
    if (known && known !== 'manager')
      return { role: known, reason: isSuper ? 'super' : `its receiver is ${withArticle(known)}` };
    return receiver.items.length > 0 &&
      receiver.why === undefined &&
      receiver.items.every((v) => this.isAnother(v, method))
      ? { role: 'unrelated', reason: 'its receiver is another class' }
      : { role: 'unresolved', reason: receiver.why ?? 'nothing is known of its receiver' };
  }

  /**
   * Whether something is known to be none of ours: a class that has such a method, or what has
   * nothing of the tree.
   */
  private isAnother(value: Values['items'][number], method: ContractMethod): boolean {
    const role = this.roles.roleOfValue(value);
    if (role !== 'unrelated' && role !== 'manager') return false;
    // A class without the method gets it from elsewhere: `__new__` gives back something else,
    // `__getattr__` hands it on.
    return (value.k !== 'instance' && value.k !== 'class') || this.hasMethod(value.cls, method);
  }

  private hasMethod(cls: ClassRef, method: ContractMethod): boolean {
    return (
      this.linker.hierarchy.member(cls, nameIn(method.name, cls.module.language)) !== undefined
    );
  }

  /** Whether a forward goes to something of a package, with the method's own arguments. */
  isForeign(
    module: ModuleFacts,
    role: CallSite['role'],
    { items }: Values,
    args: readonly Expr[],
    method: ContractMethod,
  ): boolean {
    return (
      (role === 'unrelated' || role === 'unresolved') &&
      items.length > 0 &&
      items.every((v) => v.k === 'external') &&
      args.length === method.spec.parameters.length &&
      argumentsFit(this.linker, module, args, method.spec.parameters)
    );
  }

  declarationsOf({ declared, receiver, method }: CalledMember): DeclarationSite[] {
    return declared
      ? [declared]
      : receiver.items.flatMap((v) => this.declarationOn(v, method) ?? []);
  }

  private declarationOn(
    value: Values['items'][number],
    method: ContractMethod,
  ): DeclarationSite | undefined {
    if (value.k !== 'instance' && value.k !== 'class') return undefined;
    const found = this.linker.hierarchy.member(
      value.cls,
      nameIn(method.name, value.cls.module.language),
    );
    if (found?.member.fn === undefined) return undefined;
    const { module, fact } = found.cls;
    const site = this.declared.of(module.functions[found.member.fn]);
    if (site?.obstacle === undefined) return site;
    // Of several lists the contract's is meant, where there is one.
    const lists = fact.members.flatMap((m) =>
      m.name === found.member.name && m.fn !== undefined ? [module.functions[m.fn]] : [],
    );
    return (
      lists.map((fn) => this.declared.of(fn)).find((one) => one && one.obstacle === undefined) ??
      site
    );
  }
}
