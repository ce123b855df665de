/**
 * PEP 263: a comment in the first line, or in the second one below a line that holds nothing or a
 * comment.
 */
const DECLARATION =
  /^(?:[ \t\f]*(?:#[^\n\r]*)?(?:\r\n|[\n\r]))??[ \t\f]*#[^\n\r]*?coding[:=][ \t]*(?<name>[-_.a-zA-Z0-9]+)/u;

/** The encoding that a file says it is written in, by the name it gives it. */
export function declaredCoding(head: string): string | undefined {
  return DECLARATION.exec(head)?.groups?.name;
}
