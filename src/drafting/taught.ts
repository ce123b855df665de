import { nameIn } from '../analysis/signatures.js';
import type { AddedParameter } from '../contract/types.js';
import { sameName } from '../contract/words.js';
import type { BaseMethod } from './methods.js';
import { contractName } from './names.js';
import type { Survey } from './survey.js';

/** Names of variables that the calls of edited files hand over as the added parameter. */
export function taughtBy(
  { model }: Survey,
  base: BaseMethod,
  added: AddedParameter,
  isEdited: (file: string) => boolean,
): string[] {
  return [...model.roles.modules].flatMap((module) =>
    isEdited(module.path) && !model.linker.isTest(module.path)
      ? model.sites.calls(module).flatMap(({ method, passing, value }) => {
          const isOurs =
            nameIn(method.name, module.language) === base.name &&
            method.added !== undefined &&
            sameName(method.added.name, added.name);
          return isOurs && passing === 'passed' && value?.k === 'name'
            ? [contractName(value.name, module.language)]
            : [];
        })
      : [],
  );
}
