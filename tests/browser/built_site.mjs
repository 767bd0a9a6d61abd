// The built folder as the tests see it: files, pages and one sample of each kind of page. Enter at `readSite`.
import { readdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');

/** The folder under test: what NIANBAO_PUBLIC names, or `public` in the repository. */
export const PUBLIC = resolve(process.env.NIANBAO_PUBLIC ?? join(ROOT, 'public'));

/**
 * Reads a built folder.
 * @returns {Promise<{folder: string, files: Set<string>, pages: {file: string, url: string, html: string}[]}>}
 *   `file` and `url` are relative to the folder: `maichen/2020/index.html` and `maichen/2020/`.
 */
export async function readSite(folder = PUBLIC) {
  if (!existsSync(folder)) {
    throw plain(`there is no ${folder}: run \`bash tests/run.sh site\` first`);
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(folder, posix.join(entry.parentPath, entry.name)))
    .sort();
  const pages = [];
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    pages.push({ file, url: urlOf(file), html: await readFile(join(folder, file), 'utf8') });
  }
  if (pages.length === 0) throw plain(`${folder} holds no page`);
  return { folder, files: new Set(files), pages };
}

/** `a/index.html` is asked for as `a/`, every other file by its name. */
function urlOf(file) {
  return file.replace(/(^|\/)index\.html$/, '$1');
}

/** The path of `base_url` in config.toml, with slashes at both ends: where the 404 page believes the site to be. */
export async function basePath(config = join(ROOT, 'config.toml')) {
  const text = existsSync(config) ? await readFile(config, 'utf8') : '';
  const url = /^base_url\s*=\s*"([^"]*)"/m.exec(text)?.[1] ?? '/';
  return new URL(url, 'http://site.invalid').pathname.replace(/\/*$/, '/');
}

/**
 * The first and the last page of each kind. A kind is the shape of the URL: the body, years, and any name that has two
 * siblings or more, are interchangeable.
 */
export function onePageOfEachKind(pages) {
  const siblings = new Map();
  for (const { url } of pages) {
    const parent = posix.dirname(posix.join('/', url));
    siblings.set(parent, (siblings.get(parent) ?? 0) + 1);
  }
  const bodies = new Set(pages.map(({ url }) => /^([^/]+)\/\d{4}\/$/.exec(url)?.[1]).filter(Boolean));
  const kinds = new Map();
  for (const page of pages) {
    const kind = kindOf(page.url, bodies, siblings);
    kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
  }
  return [...kinds.values()].flatMap((same) => (same.length > 1 ? [same[0], same.at(-1)] : same));
}

function kindOf(url, bodies, siblings) {
  let parent = '/';
  return url
    .split('/')
    .map((name, depth) => {
      const interchangeable = depth > 0 && (siblings.get(parent) ?? 0) > 2;
      parent = posix.join(parent, name);
      if (depth === 0 && bodies.has(name)) return 'BODY';
      if (/^\d{4}$/.test(name)) return 'YEAR';
      if (/^\d{4}-\d{4}$/.test(name)) return 'YEARS';
      const fixed = ['compare', 'figures', 'commitments', 'topics', 'laws', 'corrections', ''].includes(name);
      return interchangeable && !fixed ? '*' : name;
    })
    .join('/');
}

/** Fails with the findings, of those that are alike only the first three; passes when there are none. */
export function none(findings) {
  if (findings.length === 0) return;
  const alike = new Map();
  for (const finding of findings) {
    const kind = finding.replace(/^[^ ]*: | [([].*$/g, '').replace(/"[^"]*"|`[^`]*`|\d+/g, '…');
    alike.set(kind, [...(alike.get(kind) ?? []), finding]);
  }
  const lines = [...alike.values()].flatMap((same) => [
    ...same.slice(0, 3),
    ...(same.length > 3 ? [`    … ${same.length - 3} more like this`] : []),
  ]);
  throw plain([`${findings.length} finding(s)`, ...lines].join('\n  '));
}

/** An error that says what is wrong with the site; where in the tests it was noticed is nobody's concern. */
function plain(message) {
  const error = new Error(message);
  error.stack = message;
  return error;
}
