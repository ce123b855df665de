import type { AddedParameter, LanguageName, ParameterSpec } from '../contract/types.js';
import type { ClassRef } from '../linker/values.js';
import { placeholderFor, type Placeholder } from './defaults.js';
import { functionsOf, listOf, remarksOn, type BaseMethod } from './methods.js';
import { contractName, distinct, listed } from './names.js';
import type { Source, Survey } from './survey.js';
import { taughtBy } from './taught.js';
import { tellingType, typeImport } from './type-import.js';

/** What a contract says of a method that changes, comments included. */
export interface DraftedMethod {
  readonly name: string;
  readonly spec: object;
  /** Methods that are described because what is handed over to them is the value. */
  readonly others: readonly (readonly [name: string, spec: object])[];
  /** Of the first parameter that it gains. */
  readonly values: object;
  readonly placeholder: Placeholder;
}

/** @param isShared all that is added has one name: what is said of its values is said once */
export function draftMethod(
  survey: Survey,
  base: BaseMethod,
  languages: readonly LanguageName[],
  isShared: boolean,
  isEdited: (file: string) => boolean,
): DraftedMethod {
  const gains = base.gains.map((added) => {
    const sources = survey.sources(base, added);
    const values = valuesOf(added, sources, taughtBy(survey, base, added, isEdited));
    const placeholder = placeholderFor(added, languages, survey.writtenInTests(sources));
    const aliases = distinct(sources.flatMap((s) => survey.namesGiven(s)));
    const imported = typeImport(survey.model.project, survey.root, base.cls.module, added.type);
    const remarks = [
      ...(aliases.length > 0
        ? [`Guess: the aliases are what it is called in ${listed(sources.map((s) => s.method))}.`]
        : []),
      ...(imported.remark === undefined ? [] : [imported.remark]),
    ];
    const written = {
      ...(remarks.length > 0 && { $comment: remarks.length === 1 ? remarks[0] : remarks }),
      ...withTypes(added),
      ...(imported.import && { import: imported.import }),
      ...(aliases.length > 0 && { aliases }),
      ...(!isShared && { values, placeholder }),
    };
    return { sources, values, placeholder, written };
  });
  const sources = gains.flatMap((g) => g.sources);
  const said = remarksOn(survey.model.linker, base);
  return {
    name: contractName(base.name, base.cls.module.language),
    spec: {
      ...(said.length > 0 && { $comment: said.length === 1 ? said[0] : said }),
      parameters: survey.parameters(base).map(commented),
      added: gains.length === 1 ? gains[0].written : gains.map((g) => g.written),
    },
    others: sources.map(({ method, cls, name }) => [method, described(survey, cls, name)]),
    values: gains[0].values,
    placeholder: gains[0].placeholder,
  };
}

/** With the types by which a variable is known to hold it. */
function withTypes({ name, type, ...rest }: AddedParameter): AddedParameter {
  const telling = tellingType(type);
  return {
    name,
    ...(type !== undefined && { type }),
    ...(telling !== undefined && { types: [telling] }),
    ...rest,
  };
}

function valuesOf(
  { name }: AddedParameter,
  sources: readonly Source[],
  taught: readonly string[],
): object {
  const others = taught.filter((t) => t !== name);
  const from = sources.map(({ method, parameter }) => ({ method, parameter }));
  const words = [
    ...from.map((f) => `what the same function hands to ${f.method} as ${f.parameter}`),
    `a variable named ${[name, ...others].join(' or ')}${others.length > 0 ? ', as in the calls that were edited' : ''}`,
  ];
  return {
    $comment: `Guess: the value is ${words.join(', or ')}.`,
    ...(from.length > 0 && { from }),
    names: distinct([name, ...others]),
  };
}

/** A method that gains nothing. */
function described(survey: Survey, cls: ClassRef, name: string): object {
  const [fn] = functionsOf(survey.model.linker, cls, name);
  const method = { cls, types: [], name, fn, before: listOf(fn), gains: [] };
  return { parameters: survey.parameters(method).map(commented) };
}

function commented(spec: ParameterSpec): object {
  if (!spec.aliases?.length) return spec;
  return { $comment: 'Guess: the aliases are what drivers call it.', ...spec };
}
