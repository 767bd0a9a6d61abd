// The published text against the text received, character by character. Enter at `verbatimFindings`.
import { withPage } from '../chromium.mjs';

const bare = (text) => text.replace(/\s/gu, '');

/** Runs in the page: the title and the words of the report, once as they stand in the document and once as they are shown. */
function wordsOfTheReport() {
  const parts = [...document.querySelectorAll('[data-report-text]')];
  if (parts.length === 0) return null;
  const notOurs = (part) => {
    const copy = part.cloneNode(true);
    for (const added of copy.querySelectorAll('[data-not-text], script, style, template')) added.remove();
    return copy.textContent;
  };
  const written = parts.map(notOurs).join('');
  for (const part of parts) for (const added of part.querySelectorAll('[data-not-text]')) added.style.setProperty('display', 'none', 'important');
  const titled = parts.some((part) => part.querySelector('h1'));
  return { title: titled ? '' : (document.querySelector('h1')?.innerText ?? ''), written, shown: parts.map((part) => part.innerText).join('') };
}

/**
 * Title and words of a report's Markdown without its markup, which is front matter, headings, emphasis and escapes.
 * Other markup stays, so a report that uses it fails until it is added here.
 */
export function wordsOfMarkdown(text) {
  const [, front, body] = /^---\n(.*?)\n---\n(.*)$/su.exec(text) ?? [null, '', text];
  const title = /^title:\s*(.*?)\s*$/mu.exec(front)?.[1].replace(/^(["'])(.*)\1$/u, '$2') ?? '';
  const words = body
    .replace(/^#{1,6} /gmu, '')
    .replace(/\*\*/gu, '')
    .replace(/\\([!-/:-@[-`{-~])/gu, '$1');
  return `${title}\n${words}`;
}

/** Where the page's report text first differs from `received`; white space does not count. */
export async function verbatimFindings(browser, address, received) {
  return withPage(browser, {}, async (page) => {
    await page.goto(address);
    const words = await page.evaluate(wordsOfTheReport);
    if (words === null) return [`${address}: there is no [data-report-text]`];
    const wanted = [...bare(received)];
    return ['written', 'shown'].flatMap((form) => {
      const found = [...bare(words.title + words[form])];
      const at = wanted.findIndex((character, index) => character !== found[index]);
      const differs = at >= 0 ? at : found.length > wanted.length ? wanted.length : -1;
      if (differs < 0) return [];
      const around = (text) => text.slice(Math.max(0, differs - 8), differs + 12).join('');
      return [`${address}: as ${form}, character ${differs + 1}: received \`${around(wanted)}\`, published \`${around(found)}\``];
    });
  });
}
