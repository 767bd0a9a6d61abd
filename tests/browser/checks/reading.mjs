// What readers meet: quiet pages, pages without scripts, from a disk, at 400 % and on paper. One function a promise.
import { withPage } from '../chromium.mjs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** Requests to other hosts, failed requests, errors on the console and errors of scripts. */
export async function noiseFindings(browser, base, pages) {
  const findings = [];
  const host = new URL(base).host;
  await withPage(browser, {}, async (page) => {
    let file = '';
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.host !== host) findings.push(`${file}: asks another host: ${url.href}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) findings.push(`${file}: ${response.status()} for ${response.url()}`);
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) findings.push(`${file}: console: ${message.text()}`);
    });
    page.on('pageerror', (error) => findings.push(`${file}: script: ${error.message}`));
    for (const each of pages) {
      file = each.file;
      await page.goto(new URL(each.url, base).href, { waitUntil: 'load' });
      await page.waitForTimeout(50);
    }
  });
  return findings;
}

const mainText = () => (document.querySelector('main')?.innerText ?? '').replace(/\s/g, '').length;

/** Pages that show less in `main` when scripts are switched off. */
export async function scriptlessFindings(browser, base, pages) {
  const lengths = async (javaScriptEnabled) =>
    withPage(browser, { javaScriptEnabled }, async (page) => {
      const found = [];
      for (const { url } of pages) {
        await page.goto(new URL(url, base).href);
        found.push(await page.evaluate(mainText));
      }
      return found;
    });
  const [without, withScripts] = [await lengths(false), await lengths(true)];
  return pages.flatMap(({ file }, index) => {
    if (without[index] === 0) return [`${file}: main shows nothing without JavaScript`];
    const lost = withScripts[index] - without[index];
    return lost > withScripts[index] * 0.05 ? [`${file}: main shows ${without[index]} of ${withScripts[index]} characters without JavaScript`] : [];
  });
}

/** Pages that come without their styles, or with errors, when opened from a disk; and a first link that does not open. */
export async function diskFindings(browser, folder, pages) {
  const findings = [];
  await withPage(browser, {}, async (page) => {
    let file = '';
    page.on('console', (message) => {
      if (message.type() === 'error') findings.push(`${file}: console: ${message.text()}`);
    });
    page.on('requestfailed', (request) => findings.push(`${file}: cannot load ${request.url()}`));
    for (const each of pages.filter((one) => one.file !== '404.html')) {
      file = each.file;
      const address = pathToFileURL(join(folder, file)).href;
      await page.goto(address);
      const sheets = await page.evaluate(() =>
        [...document.querySelectorAll('link[rel~=stylesheet]')].map((link) => [link.href, link.sheet !== null]),
      );
      const inline = await page.evaluate(() => document.querySelectorAll('style').length);
      if (sheets.length + inline === 0) findings.push(`${file}: has no style sheet`);
      for (const [href, loaded] of sheets) if (!loaded) findings.push(`${file}: style sheet ${href} is not loaded`);
      const next = page.locator('a[href*=".html"]:visible').first();
      if ((await next.count()) === 0) {
        findings.push(`${file}: no link can be followed`);
        continue;
      }
      await next.click();
      await page.waitForLoadState();
      if ((await page.locator('main').count()) === 0) findings.push(`${file}: its first link opens no page of ours`);
    }
  });
  return findings;
}

/** Elements that make a page of 320 px (1280 px at 400 %) scroll sideways. Tables may scroll inside a box of their own. */
export async function zoomFindings(browser, base, pages) {
  const findings = [];
  await withPage(browser, { viewport: { width: 320, height: 256 } }, async (page) => {
    for (const { file, url } of pages) {
      await page.goto(new URL(url, base).href);
      for (const wide of await page.evaluate(sidewaysScroll)) findings.push(`${file}: ${wide}`);
    }
  });
  return findings;
}

/** Runs in the page. */
function sidewaysScroll() {
  const limit = document.documentElement.clientWidth;
  const nameOf = (element) =>
    element.tagName.toLowerCase() + (element.id ? `#${element.id}` : '') + [...element.classList].map((name) => `.${name}`).join('');
  const boxed = (element) => {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement) {
      const style = getComputedStyle(above);
      if (['auto', 'scroll'].includes(style.overflowX) && above.getBoundingClientRect().right <= limit + 1) return true;
      // A box that hides what sticks out is meant for those who only listen.
      if (style.overflowX !== 'visible' && above.getBoundingClientRect().width <= 1) return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll('*')].filter((element) => {
    if (element.closest('svg') && element.tagName !== 'svg') return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > limit + 1 && !boxed(element);
  });
  const end = (element) => Math.round(element.getBoundingClientRect().right);
  const found = wide.slice(0, 5).map((element) => `${nameOf(element)} ends at ${end(element)} px of ${limit}`);
  const scroll = document.scrollingElement.scrollWidth;
  if (scroll > limit && found.length === 0) {
    const furthest = [...document.body.querySelectorAll('*')].sort((a, b) => end(b) - end(a))[0];
    found.push(`the page is ${scroll} px wide and ${limit} are there; ${nameOf(furthest)} reaches furthest`);
  }
  return found;
}

/** Runs in the page: each mark by its place in the document, whether it shows, and how many of `ins` and `del` have lost their line. */
function marksShown() {
  const nameOf = (element) => element.tagName.toLowerCase() + [...element.classList].map((name) => `.${name}`).join('');
  const generates = (element) => ['::before', '::after'].some((which) => !['none', 'normal'].includes(getComputedStyle(element, which).content));
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && (!element.matches('[data-mark]') || generates(element));
  const candidates = [...document.querySelectorAll('main *')].filter(
    (element) =>
      element.matches('ins, del, [data-mark], .mark') ||
      (element.children.length === 0 && /^\s*[新改数移删]\s*$/.test(element.textContent)),
  );
  const plain = candidates
    .filter((element) => element.matches('ins, del') && shown(element))
    .filter((element) => getComputedStyle(element).textDecorationLine === 'none').length;
  const marks = candidates.map((element) => ({ name: `${nameOf(element)} \`${element.textContent.trim().slice(0, 12)}\``, shown: shown(element) }));
  return { marks, plain, sheet: document.querySelector('[data-report-text]') !== null };
}

/** Pages whose marks are lost on paper or in forced colours, and pages that cannot be printed. `marks` counts what was looked at. */
export async function paperFindings(browser, base, pages) {
  const findings = [];
  let marks = 0;
  await withPage(browser, {}, async (page) => {
    for (const { file, url } of pages) {
      await page.emulateMedia({ media: 'screen', forcedColors: 'none' });
      await page.goto(new URL(url, base).href);
      const { marks: screen, sheet } = await page.evaluate(marksShown);
      const shown = screen.filter((mark) => mark.shown).length;
      marks += shown;
      for (const [name, media] of [
        ['in forced colours', { media: 'screen', forcedColors: 'active' }],
        ['on paper', { media: 'print', forcedColors: 'none' }],
      ]) {
        await page.emulateMedia(media);
        // A report is printed as the official sheet (GB/T 9704), which is its own words alone.
        if (sheet && media.media === 'print') continue;
        const there = await page.evaluate(marksShown);
        const lost = screen.filter((mark, index) => mark.shown && !there.marks[index].shown);
        if (lost.length > 0) {
          const names = lost.slice(0, 3).map((mark) => mark.name);
          findings.push(`${file}: ${shown - lost.length} of ${shown} marks show ${name}: without ${names.join(', ')}`);
        }
        if (there.plain > 0) findings.push(`${file}: ${there.plain} ins or del without a line ${name}`);
      }
      await page.emulateMedia({ media: 'print', forcedColors: 'none' });
      const shows = await page.evaluate(() => (document.querySelector('[data-report-text]') ?? document.querySelector('main'))?.checkVisibility());
      if (!shows) findings.push(`${file}: its text does not show on paper`);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      if (pdf.subarray(0, 5).toString() !== '%PDF-' || pdf.length < 2000) findings.push(`${file}: makes no PDF`);
    }
  });
  return { findings, marks };
}
