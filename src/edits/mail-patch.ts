import { gitDiff, type DiffedFile } from './unified-diff.js';

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
  readonly files: readonly DiffedFile[];
}

/**
 * A patch as `git format-patch` writes it and `git am` takes it: the message in UTF-8, the files in
 * their own bytes. One that holds a carriage return, which `git am` would drop, or a null byte is
 * sent in base64.
 */
export function mailPatch({
  subject,
  body,
  author,
  date,
  position: [index, count],
  files,
}: ProposedCommit): Buffer {
  const content = Buffer.concat([Buffer.from(`${body.trim()}\n---\n`), ...files.map(gitDiff)]);
  const isEncoded = content.includes('\r') || content.includes('\0');
  const head = [
    `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001`,
    `From: ${header(author)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Subject: [PATCH ${index}/${count}] ${header(subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${isEncoded ? 'base64' : '8bit'}`,
    '\n',
  ].join('\n');
  const sent = isEncoded
    ? Buffer.from(content.toString('base64').replaceAll(/.{76}/gu, '$&\n'))
    : content;
  return Buffer.concat([Buffer.from(head), sent, Buffer.from('\n')]);
}

/**
 * A mail header is ASCII; other names are an encoded word (RFC 2047). One from the first such
 * letter to the last: spaces between two encoded words are not read.
 */
function header(text: string): string {
  return text.replace(
    /[^\p{ASCII}](?:.*[^\p{ASCII}])?/su,
    (part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`,
  );
}
