import { unifiedDiff } from './unified-diff.js';

/** A commit to propose. */
export interface ProposedCommit {
  readonly subject: string;
  /** Lines behind the subject, without the files. */
  readonly body: string;
  /** `Name <address>`. */
  readonly author: string;
  readonly date: Date;
  /** Which of how many patches. */
  readonly position: readonly [number, number];
  /** Paths relative to the top of the repository, with `/`. */
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
}

/**
 * A patch as `git format-patch` writes it and `git am` takes it. One that holds a carriage return is sent in base64:
 * `git am` would drop them from a plain one.
 */
export function mailPatch({ subject, body, author, date, position: [index, count], files }: ProposedCommit): string {
  const diffs = files.map(
    ({ path, before, after }) => `diff --git ${quoted('a', path)} ${quoted('b', path)}\n${unifiedDiff(path, before, after)}`,
  );
  const content = `${body.trim()}\n---\n${diffs.join('')}`;
  const isEncoded = content.includes('\r');
  const encoded = isEncoded ? Buffer.from(content).toString('base64').replaceAll(/.{76}/gu, '$&\n') : content;
  return [
    `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001`,
    `From: ${header(author)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Subject: [PATCH ${index}/${count}] ${header(subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${isEncoded ? 'base64' : '8bit'}`,
    '',
    encoded,
    '',
  ].join('\n');
}

function quoted(side: 'a' | 'b', path: string): string {
  return /["\\]/u.test(path) ? JSON.stringify(`${side}/${path}`) : `${side}/${path}`;
}

/**
 * A mail header is ASCII; other names are an encoded word (RFC 2047). One from the first such letter to the last: spaces between two
 * encoded words are not read.
 */
function header(text: string): string {
  return text.replace(/[^\p{ASCII}](?:.*[^\p{ASCII}])?/su, (part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`);
}
