// Every link of every page: below a base path, from file://, with its fragment. Enter at `linkFindings`.
import { parse } from 'parse5';
import { posix } from 'node:path';

/** All elements of a page in document order, inside `<template>` and SVG too. */
function elements(html) {
  const found = [];
  const walk = (node) => {
    if (node.attrs) found.push(node);
    for (const child of node.childNodes ?? []) walk(child);
    if (node.content) walk(node.content);
  };
  walk(parse(html));
  return found;
}

const attribute = (element, name) => element.attrs.find((each) => each.name === name)?.value;

/**
 * What a page points to and what can be pointed to in it.
 * @returns {{ids: Set<string>, links: {href: string, loads: boolean, names: boolean}[]}} `loads`: the browser fetches it with the page;
 *   `names`: it only says where the page lives (canonical).
 */
export function anatomy(html) {
  const ids = new Set();
  const links = [];
  for (const element of elements(html)) {
    const id = attribute(element, 'id') ?? (element.tagName === 'a' ? attribute(element, 'name') : undefined);
    if (id) ids.add(id);
    const relation = element.tagName === 'link' ? (attribute(element, 'rel') ?? '') : '';
    const loads = /\b(stylesheet|icon|preload|modulepreload|manifest)\b/.test(relation);
    const href = attribute(element, 'href') ?? attribute(element, 'xlink:href');
    if (href !== undefined && element.tagName !== 'base') {
      links.push({ href, loads: loads || element.tagName === 'use', names: relation === 'canonical' });
    }
    const sources = [attribute(element, 'src'), attribute(element, 'poster')];
    for (const candidate of (attribute(element, 'srcset') ?? '').split(',')) sources.push(candidate.trim().split(/\s/)[0]);
    for (const source of sources.filter(Boolean)) links.push({ href: source, loads: true, names: false });
    const action = element.tagName === 'form' ? attribute(element, 'action') : undefined;
    if (action) links.push({ href: action, loads: false, names: false });
  }
  return { ids, links };
}

/**
 * Follows every link of every page as it resolves when the site lies below `mount`.
 * The 404 page is shown at any address, so its links are absolute and hold below `base`, the path of the site's own `base_url`.
 */
export function linkFindings(site, { mount = '/gov/town/', base = '/' } = {}) {
  const byFile = new Map(site.pages.map((page) => [page.file, { ...page, ...anatomy(page.html) }]));
  const findings = [];
  for (const page of byFile.values()) {
    const below = page.file === '404.html' ? base : mount;
    const address = new URL(below + page.url, 'http://site.invalid');
    for (const { href, loads, names } of page.links) {
      const say = (message) => findings.push(`${page.file}: \`${href}\`: ${message}`);
      const target = URL.canParse(href, address) ? new URL(href, address) : null;
      if (target === null) {
        say('is no address');
      } else if (target.protocol === 'data:' || target.protocol === 'mailto:' || target.protocol === 'tel:' || names) {
        continue;
      } else if (target.host !== address.host) {
        if (loads) say('is fetched from another host');
      } else if (!target.pathname.startsWith(below)) {
        say(`leaves the base path ${below}`);
      } else {
        const path = decodeURIComponent(target.pathname.slice(below.length));
        const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
        const fragment = decodeURIComponent(target.hash.slice(1));
        if (!site.files.has(file)) say('leads nowhere (404)');
        else if (fragment && byFile.has(file) && !byFile.get(file).ids.has(fragment)) say(`there is no #${fragment} in ${file}`);
      }
    }
  }
  return findings;
}

/** Links that work on a server only: opened from a disk, a link must name a file and not its folder. */
export function fileLinkFindings(site) {
  const findings = [];
  for (const page of site.pages.filter(({ file }) => file !== '404.html')) {
    for (const { href, names } of anatomy(page.html).links) {
      if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href) || href.startsWith('#') || names) continue;
      const path = decodeURIComponent(href.split(/[?#]/)[0]);
      if (path.startsWith('/')) findings.push(`${page.file}: \`${href}\`: is the root of the disk when opened from file://`);
      else if (path && !site.files.has(posix.join(posix.dirname(page.file), path))) {
        findings.push(`${page.file}: \`${href}\`: names no file`);
      }
    }
  }
  return findings;
}

/** Pages that no chain of links leads to from the home page. The 404 page is shown, not linked. */
export function unreachedPages(site) {
  const pages = new Map(site.pages.map((page) => [page.file, page]));
  const reached = new Set(['404.html']);
  const waiting = ['index.html'];
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (reached.has(file) || !pages.has(file)) continue;
    reached.add(file);
    for (const { href } of anatomy(pages.get(file).html).links) {
      const target = new URL(href, `http://site.invalid/${pages.get(file).url}`);
      const path = decodeURIComponent(target.pathname.slice(1));
      if (target.host === 'site.invalid') waiting.push(path === '' || path.endsWith('/') ? `${path}index.html` : path);
    }
  }
  return [...pages.keys()].filter((file) => !reached.has(file)).map((file) => `${file}: no link leads here from the home page`);
}

/** Asks the server for every internal address that the pages below `url` name, starting from the home page. */
export async function crawlFindings(url, starts = ['']) {
  const findings = [];
  const asked = new Set();
  const waiting = starts.map((start) => ({ address: new URL(start, url).href, from: 'start' }));
  while (waiting.length > 0) {
    const { address, from } = waiting.pop();
    if (asked.has(address)) continue;
    asked.add(address);
    const response = await fetch(address);
    if (!response.ok) findings.push(`${from}: \`${address}\`: ${response.status}`);
    const text = await response.text();
    if (!(response.headers.get('content-type') ?? '').startsWith('text/html') || !response.ok) continue;
    for (const { href, names } of anatomy(text).links) {
      const target = URL.canParse(href, address) ? new URL(href, address) : null;
      if (target === null || names || !target.href.startsWith(new URL('/', url).href)) continue;
      target.hash = '';
      waiting.push({ address: target.href, from: address });
    }
  }
  return { findings, count: asked.size };
}
