import type { UnrelatedSpec } from '../contract/types.js';
import type { Expr, ModuleFacts } from '../facts/types.js';
import { globMatcher } from '../globs/glob.js';
import type { Linker } from '../linker/linker.js';
import type { ClassRef, Values } from '../linker/values.js';

/**
 * What the user says is none of the contract's. Each answer names the line of the contract that
 * says so.
 */
export class Unrelated {
  private readonly matchers: readonly { readonly glob: string; matches(file: string): boolean }[];

  /** @param relative a file as the contract's globs see it */
  constructor(
    private readonly spec: UnrelatedSpec,
    private readonly relative: (file: string) => string,
  ) {
    this.matchers = (spec.files ?? []).map((glob) => ({ glob, matches: globMatcher([glob]) }));
  }

  ofFile({ path }: ModuleFacts): string | undefined {
    const found = this.matchers.find(({ matches }) => matches(this.relative(path)));
    return found && said('files', found.glob);
  }

  /** A class that is named, or descends from one that is. */
  ofClass({ hierarchy }: Linker, cls: ClassRef): string | undefined {
    const { types } = this.spec;
    const name = types && hierarchy.ancestorNamed(cls, (one) => types.includes(one));
    return name === undefined ? undefined : said('types', name);
  }

  /** @param values what the receiver may be */
  ofReceiver(
    linker: Linker,
    module: ModuleFacts,
    receiver: Expr | undefined,
    { items }: Values,
  ): string | undefined {
    const written = receiver && writtenPath(module, receiver);
    const path = this.spec.receivers?.find(
      (one) => one === written || written?.endsWith(`.${one}`),
    );
    if (path !== undefined) return said('receivers', path);
    const names = items.flatMap((v) =>
      v.k === 'instance' || v.k === 'class'
        ? linker.hierarchy.ancestorNames(v.cls)
        : v.k === 'external'
          ? (v.name.split('.').at(-1) ?? v.name)
          : [],
    );
    const type = names.find((name) => this.spec.types?.includes(name));
    return type === undefined ? undefined : said('types', type);
  }
}

function said(key: keyof UnrelatedSpec, what: string): string {
  return `unrelated: \`${what}\` is among the contract’s \`unrelated.${key}\``;
}

/** `self.db`, `this.session`, `getSession()`; undefined for what is written otherwise. */
function writtenPath(module: ModuleFacts, expr: Expr): string | undefined {
  switch (expr.k) {
    case 'this':
      return module.language === 'python' ? 'self' : 'this';
    case 'name':
      return expr.name;
    case 'member': {
      const object = writtenPath(module, expr.object);
      return object === undefined ? expr.name : `${object}.${expr.name}`;
    }
    case 'call': {
      const { callee } = module.calls[expr.call];
      const called = writtenPath(module, callee);
      return called === undefined ? undefined : `${called}()`;
    }
    default:
      return undefined;
  }
}
