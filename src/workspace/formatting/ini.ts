/** A section of an INI file: its name, and its settings under names in lower case. */
export interface IniSection {
  readonly name: string;
  readonly settings: ReadonlyMap<string, string>;
}

/**
 * Reads `[section]` and `name = value`, as `.editorconfig` and Python's tools write them; what
 * stands before the first section has the name ''. Values that go on over several lines are read as
 * far as their first.
 */
export function iniSections(text: string): readonly IniSection[] {
  let settings = new Map<string, string>();
  const sections = [{ name: '', settings }];
  for (const line of text.split(/\r?\n/u)) {
    const name = /^\[(?<name>.*)\]\s*(?:[#;].*)?$/u.exec(line)?.groups?.name;
    const setting = /^(?<key>[\w-]+)\s*[=:]\s*(?<value>.*?)\s*(?:\s[#;].*)?$/u.exec(line)?.groups;
    if (name !== undefined) sections.push({ name, settings: (settings = new Map()) });
    else if (setting) settings.set(setting.key.toLowerCase(), setting.value);
  }
  return sections;
}
