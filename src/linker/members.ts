import { thisOwner } from '../facts/scopes.js';
import { ANY_KEY, type MemberFact, type ModuleFacts } from '../facts/types.js';
import { BUILTIN_METHODS } from './builtins.js';
import { standing } from './definitions.js';
import type { FoundMember } from './hierarchy.js';
import {
  extended,
  isUninformative,
  EMPTY,
  singleton,
  union,
  unknown,
  type ClassRef,
  type ClassValue,
  type Context,
  type InstanceValue,
  type Value,
  type Values,
} from './values.js';
import type { Linker } from './linker.js';

/**
 * What a member of a value may be: methods, getters, fields with everything that is assigned to
 * them.
 */
export class Members {
  constructor(private readonly linker: Linker) {}

  of(value: Value, name: string): Values {
    switch (value.k) {
      case 'instance':
        return this.instanceMember(value, name);
      case 'class':
        return this.classMember(value, name);
      case 'module': {
        const entity = this.linker.project.exportOf(value.module, name);
        return entity
          ? this.linker.entityValues(entity)
          : unknown(`${shortPath(value.module)} does not export \`${name}\``);
      }
      case 'external':
        return singleton(extended(value, `.${name}`));
      case 'collection':
        // A `Record` is read by its keys.
        return BUILTIN_METHODS.has(name) || name === 'length' || name === 'size'
          ? singleton({ k: 'builtin', name })
          : { items: value.items };
      case 'function':
        if (name === '__name__' && value.fact.name !== undefined)
          return singleton({ k: 'string', text: value.fact.name });
        return singleton({ k: 'builtin', name });
      case 'string':
        // A member of a Python enumeration is its value here.
        return singleton(name === 'value' ? value : { k: 'builtin', name });
      default:
        return singleton({ k: 'builtin', name: `${value.name}.${name}` });
    }
  }

  private instanceMember(value: InstanceValue, name: string): Values {
    if (value.superOf) return this.inherited(value.superOf, name);
    const found = this.linker.hierarchy.member(value.cls, name);
    const parts: Values[] = [];
    if (found) parts.push(this.found(value, found));
    else {
      const isTable = value.cls.fact.kind === 'object';
      const assigned = isTable ? this.assignedTo(value, name) : this.assigned(value, name);
      if (assigned.items.length > 0) {
        if (value.exact || isTable || isUninformative(assigned)) return assigned;
        return union([assigned, ...this.setBelow(value, name)]);
      }
      const anywhere =
        isTable && !BUILTIN_METHODS.has(name) ? this.assignedTo(value, ANY_KEY) : EMPTY;
      if (anywhere.items.length > 0) return anywhere;
      const { foreign } = this.linker.hierarchy.ancestry(value.cls);
      const special =
        value.cls.module.language === 'python' ? this.pythonMember(value, name) : undefined;
      if (special) return special;
      if (foreign) return { items: [{ k: 'external', name: `${foreign}.${name}` }] };
    }
    if (!value.exact) {
      for (const sub of this.linker.hierarchy.overriders(value.cls, name))
        parts.push(this.found({ ...value, cls: sub.self, exact: true }, sub));
      if (found && found.member.fn === undefined && !isUninformative(union(parts)))
        parts.push(...this.setBelow(value, name));
    }
    return parts.length > 0
      ? union(parts)
      : unknown(`no \`${name}\` is declared in ${value.cls.fact.name ?? 'its class'}`);
  }

  /** A member behind a class in the resolution order of what `super` runs on. */
  private inherited({ self, owner }: NonNullable<InstanceValue['superOf']>, name: string): Values {
    const found = this.linker.hierarchy.memberBehind(self.cls, owner, name);
    if (found) return this.found(self, found);
    const { foreign } = this.linker.hierarchy.ancestry(owner);
    if (foreign) return singleton({ k: 'external', name: `${foreign}.${name}` });
    return unknown(`no \`${name}\` is declared above ${owner.fact.name ?? 'its class'}`);
  }

  /** What Python gives besides: methods of dictionaries, and whatever `__getattr__` finds. */
  private pythonMember(value: InstanceValue, name: string): Values | undefined {
    if (value.cls.fact.kind === 'object')
      return BUILTIN_METHODS.has(name) || name.startsWith('__')
        ? singleton({ k: 'builtin', name })
        : undefined;
    if (name === '__class__') return singleton({ k: 'class', cls: value.cls });
    const fallback = name.startsWith('__')
      ? undefined
      : this.linker.hierarchy.member(value.cls, '__getattr__');
    if (fallback?.member.fn === undefined) return undefined;
    const { module } = fallback.cls;
    const fact = module.functions[fallback.member.fn];
    const inside = this.linker.context(
      { k: 'function', module, fact, self: value, env: fallback.cls.env },
      [singleton({ k: 'string', text: name })],
    );
    const given = this.linker.calls.returned(inside);
    return given.items.length > 0 ? given : undefined;
  }

  /** Members of a name that is known in part: each hole stands for any characters. */
  matching(value: InstanceValue, name: string): Values {
    if (!name.includes('\0')) return this.of(value, name);
    const parts = name.split('\0').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
    if (parts.every((part) => part.length < 3)) return unknown('its name is computed');
    const pattern = new RegExp(`^${parts.join('.*')}$`, 'u');
    const names = new Set(
      this.linker.hierarchy.mro(value.cls).flatMap((cls) => cls.fact.members.map((m) => m.name)),
    );
    const found = [...names].filter((n) => pattern.test(n)).map((n) => this.of(value, n));
    return found.length > 0 ? union(found) : unknown('its name is computed');
  }

  /** What a member that was looked up is on the object it was looked up for. */
  found(self: InstanceValue, { cls, member }: FoundMember): Values {
    const fn = member.fn === undefined ? undefined : cls.module.functions[member.fn];
    if ((member.kind === 'method' || member.kind === 'constructor') && fn) {
      const defined = cls.fact.members.flatMap((m) =>
        m.name === member.name && m.fn !== undefined ? [cls.module.functions[m.fn]] : [],
      );
      return union(
        standing(defined).map((fact): Values =>
          singleton({ k: 'function', module: cls.module, fact, self, env: cls.env }),
        ),
      );
    }
    if (member.kind === 'getter' && fn) {
      const inside = this.linker.context({
        k: 'function',
        module: cls.module,
        fact: fn,
        self,
        env: cls.env,
      });
      return this.linker.calls.returned(inside);
    }
    return this.fieldValues(self, cls, member);
  }

  /** A field: what is assigned to it anywhere in the ancestry, else its declared type. */
  private fieldValues(self: InstanceValue, cls: ClassRef, member: MemberFact): Values {
    const parts: Values[] = [];
    if (member.value) {
      const owner =
        member.value.k === 'function' ? cls.module.functions[member.value.fn] : undefined;
      const inside =
        member.value.k === 'param'
          ? this.constructorContext(self, cls)
          : this.initContext(self, cls, member);
      if (owner)
        parts.push(
          singleton({
            k: 'function',
            module: cls.module,
            fact: owner,
            self: owner.kind === 'arrow' ? undefined : self,
            env: inside ?? cls.env,
          }),
        );
      else parts.push(this.linker.evaluate(cls.module, member.value, inside ?? cls.env));
    }
    const assigned = this.assigned(self, member.name);
    if (assigned.items.length > 0) parts.push(assigned);
    const found = union(parts);
    if (!isUninformative(found)) return found;
    if (member.type) {
      const declared = this.linker.types.of(cls.module, member.type, cls.env, { cls, self });
      const bound = declared.items.map((v) => (v.k === 'function' && !v.self ? { ...v, self } : v));
      if (bound.length > 0) return { ...declared, items: bound };
    }
    // Of a literal the type of its place says what its member is.
    const placed =
      cls.fact.kind === 'object' && found.items.length === 0
        ? this.placedType(self, member.name)
        : EMPTY;
    if (placed.items.length > 0) return placed;
    return found.items.length > 0
      ? found
      : unknown(`\`${member.name}\` is never assigned in the tree`);
  }

  private placedType(self: InstanceValue, name: string): Values {
    for (const above of this.linker.hierarchy.ancestry(self.cls).interfaces) {
      const type = above.fact.members.find((m) => m.name === name)?.type;
      if (type) return this.linker.types.of(above.module, type, above.env);
    }
    return EMPTY;
  }

  private initContext(self: InstanceValue, cls: ClassRef, member: MemberFact): Context | undefined {
    const init = cls.module.functions.find(
      (f) =>
        f.kind === 'init' &&
        f.cls === cls.fact.id &&
        member.value &&
        f.span[0] === member.value.span[0],
    );
    return (
      init &&
      this.linker.context({ k: 'function', module: cls.module, fact: init, self, env: cls.env })
    );
  }

  private constructorContext(self: InstanceValue, cls: ClassRef): Context | undefined {
    const made = cls.fact.members.find((m) => m.kind === 'constructor' && m.fn !== undefined);
    return made?.fn === undefined
      ? undefined
      : this.linker.context({
          k: 'function',
          module: cls.module,
          fact: cls.module.functions[made.fn],
          self,
          env: cls.env,
        });
  }

  /** `this.name = value` in any method of the ancestry, the nearest class that has one. */
  private assigned(self: InstanceValue, name: string): Values {
    for (const cls of this.linker.hierarchy.mro(self.cls)) {
      const values = this.assignedBy(self, cls, name);
      if (values.items.length > 0) return values;
    }
    return EMPTY;
  }

  /** What subclasses set a field to. */
  private setBelow(self: InstanceValue, name: string): Values[] {
    return this.linker.hierarchy
      .setters(self.cls, name)
      .map((cls) => this.assignedBy({ k: 'instance', cls, exact: true }, cls, name));
  }

  private assignedBy(self: InstanceValue, cls: ClassRef, name: string): Values {
    const found = this.linker.hierarchy.assignments(cls, name);
    if (found.length === 0) return EMPTY;
    return union(
      found.map(({ value, fn, type }) => {
        const inside = this.linker.context({
          k: 'function',
          module: cls.module,
          fact: thisOwner(cls.module, fn),
          self,
          env: cls.env,
        });
        const given = this.linker.evaluate(cls.module, value, inside);
        return given.items.length === 0 && type ? this.linker.types.of(cls.module, type) : given;
      }),
    );
  }

  /** `table.name = value`, for an object literal that is filled later. */
  assignedTo(self: InstanceValue, name: string): Values {
    const { module, fact } = self.cls;
    const found = module.assignments.filter(
      (a) =>
        a.name === name &&
        this.linker
          .evaluate(module, a.object)
          .items.some((v) => v.k === 'instance' && v.cls.fact === fact),
    );
    return found.length === 0
      ? EMPTY
      : union(found.map((a) => this.linker.evaluate(module, a.value)));
  }

  private classMember(value: ClassValue, name: string): Values {
    if (name === 'prototype') return singleton({ k: 'instance', cls: value.cls, exact: true });
    for (const cls of this.linker.hierarchy.mro(value.cls)) {
      const isPython = cls.module.language === 'python';
      const member = cls.fact.members.findLast((m) => m.name === name && (m.isStatic || isPython));
      if (!member) continue;
      if (
        isPython &&
        member.fn !== undefined &&
        member.kind !== 'property' &&
        !cls.module.functions[member.fn].isStatic
      )
        return singleton({
          k: 'function',
          module: cls.module,
          fact: cls.module.functions[member.fn],
          env: cls.env,
          unbound: true,
        });
      if (member.fn !== undefined && member.kind === 'method')
        return singleton({
          k: 'function',
          module: cls.module,
          fact: cls.module.functions[member.fn],
          self: value,
          env: cls.env,
        });
      if (member.fn !== undefined && member.kind === 'getter')
        return this.linker.calls.returned(
          this.linker.context({
            k: 'function',
            module: cls.module,
            fact: cls.module.functions[member.fn],
            self: value,
            env: cls.env,
          }),
        );
      const parts = this.setOnClass(value, cls, name);
      if (member.value) parts.unshift(this.linker.evaluate(cls.module, member.value, cls.env));
      const found = union(parts);
      if (member.type && isUninformative(found))
        return this.linker.types.of(cls.module, member.type, cls.env);
      if (parts.length > 0) return found;
    }
    const set = this.linker.hierarchy
      .mro(value.cls)
      .flatMap((cls) => this.setOnClass(value, cls, name));
    if (set.length > 0) return union(set);
    const { foreign } = this.linker.hierarchy.ancestry(value.cls);
    if (name === '__name__') return singleton({ k: 'builtin', name });
    return foreign
      ? singleton({ k: 'external', name: `${foreign}.${name}` })
      : unknown(`no static \`${name}\``);
  }

  /** `cls.name = value`, `this.name = value` in a static method, `Class.name = value`. */
  private setOnClass(self: ClassValue, cls: ClassRef, name: string): Values[] {
    const { linker } = this;
    const { module, env, fact: own } = cls;
    return linker.hierarchy.assignedIn(module, name).flatMap((a) => {
      const owner = thisOwner(module, a.fn);
      const isHere =
        a.object.k === 'this'
          ? owner.isStatic && owner.cls === own.id
          : a.object.k === 'name' &&
            a.object.name === own.name &&
            linker
              .evaluate(module, a.object)
              .items.some((v) => v.k === 'class' && v.cls.fact === own);
      if (!isHere) return [];
      const inside =
        owner.cls === own.id
          ? linker.context({
              k: 'function',
              module,
              fact: owner,
              self: owner.isStatic ? self : undefined,
              env,
            })
          : undefined;
      return [linker.evaluate(module, a.value, inside)];
    });
  }

  /** What a type declares a member to be, without looking at who overrides it. */
  declaredMember(type: InstanceValue, name: string): Values {
    const found = this.linker.hierarchy.member(type.cls, name);
    return found ? this.found({ ...type, exact: true }, found) : EMPTY;
  }
}

/** The end of a path, as far as a reader needs it: `src/index.ts`. */
function shortPath({ path }: ModuleFacts): string {
  return path.split(/[/\\]/u).slice(-2).join('/');
}
