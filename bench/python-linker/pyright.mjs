// Pyright's language server, asked where a name is defined. Its answers are kept in a file: they
// hold as long as the tree and Pyright are the same.
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** How many questions are under way at once. */
const BATCH = 64;

export class Pyright {
  asked = 0;
  #waiting = new Map();
  #next = 1;
  #rest = Buffer.alloc(0);
  #server;
  #open;
  #answers = {};

  /**
   * @param home the folder of the package `pyright`
   * @param files of the tree, absolute
   * @param cache where answers are kept
   */
  constructor(home, root, files, cache) {
    this.home = home;
    this.root = root;
    this.cache = cache;
    this.version = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8')).version;
    const hash = crypto.createHash('sha256').update(this.version);
    for (const file of files) hash.update(path.relative(root, file)).update(fs.readFileSync(file));
    this.key = hash.digest('hex');
    try {
      const kept = JSON.parse(fs.readFileSync(cache, 'utf8'));
      if (kept.key === this.key) this.#answers = kept.answers;
    } catch {
      // Nothing is kept yet.
    }
  }

  /**
   * @param places `[line, character]` of names in a file, both from 0
   * @returns for each of them where it is defined: `[file, line, character]`
   */
  async definitions(file, text, places) {
    const own = (this.#answers[path.relative(this.root, file)] ??= {});
    const missing = [...new Set(places.map(String))].filter((place) => !own[place]);
    if (missing.length > 0) await this.#show(file, text);
    for (let at = 0; at < missing.length; at += BATCH)
      await Promise.all(
        missing.slice(at, at + BATCH).map(async (place) => {
          own[place] = await this.#definition(file, place.split(',').map(Number));
        }),
      );
    return places.map((place) =>
      own[String(place)].map(([name, line, character]) => [
        path.resolve(this.root, name),
        line,
        character,
      ]),
    );
  }

  save() {
    fs.writeFileSync(this.cache, JSON.stringify({ key: this.key, answers: this.#answers }));
  }

  close() {
    this.save();
    this.#server?.kill();
  }

  async #definition(file, [line, character]) {
    this.asked++;
    const said = await this.#request('textDocument/definition', {
      textDocument: { uri: pathToFileURL(file).href },
      position: { line, character },
    });
    return (Array.isArray(said) ? said : said ? [said] : []).map((found) => {
      const { start } = found.targetSelectionRange ?? found.range;
      const target = fileURLToPath(found.targetUri ?? found.uri);
      return [path.relative(this.root, target), start.line, start.character];
    });
  }

  /** One file is open at a time. */
  async #show(file, text) {
    await this.#started();
    const uri = pathToFileURL(file).href;
    if (this.#open === uri) return;
    if (this.#open) this.#notify('textDocument/didClose', { textDocument: { uri: this.#open } });
    this.#open = uri;
    this.#notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'python', version: 1, text },
    });
  }

  async #started() {
    if (this.#server) return;
    this.#server = spawn(
      process.execPath,
      ['--max-old-space-size=6000', path.join(this.home, 'langserver.index.js'), '--stdio'],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    this.#server.stdout.on('data', (chunk) => this.#read(chunk));
    const uri = pathToFileURL(this.root).href;
    await this.#request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'tree' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { definition: { linkSupport: false } },
      },
    });
    this.#notify('initialized', {});
  }

  #request(method, params) {
    const id = this.#next++;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #notify(method, params) {
    this.#send({ method, params });
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(
        /content-length: *(\d+)/iu.exec(this.#rest.toString('latin1', 0, end))[1],
      );
      if (this.#rest.length < end + 4 + length) return;
      const message = JSON.parse(this.#rest.toString('utf8', end + 4, end + 4 + length));
      this.#rest = this.#rest.subarray(end + 4 + length);
      this.#handle(message);
    }
  }

  #handle({ id, method, params, result, error }) {
    if (method !== undefined) {
      if (id !== undefined) this.#send({ id, result: this.#own(method, params) });
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }

  /** What the server asks of an editor. */
  #own(method, params) {
    if (method !== 'workspace/configuration') return null;
    return params.items.map(({ section }) =>
      section === 'python.analysis'
        ? {
            diagnosticMode: 'openFilesOnly',
            typeCheckingMode: 'off',
            ignore: ['**'],
            indexing: false,
          }
        : {},
    );
  }
}
