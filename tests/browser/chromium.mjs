// Debian's Chromium without its own network traffic. Enter at `launch`.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser with an empty profile. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: FLAGS });
}

/** The widths and colour schemes that every kind of page is looked at in. */
export const VIEWS = [390, 1280].flatMap((width) =>
  ['light', 'dark'].map((colorScheme) => ({ viewport: { width, height: 900 }, colorScheme })),
);

/** `390 px dark`, for findings. */
export function nameOf(view) {
  return `${view.viewport.width} px ${view.colorScheme}`;
}

/** Opens a context with one page, hands it to `work`, and closes it whatever happens. */
export async function withPage(browser, options, work) {
  const context = await browser.newContext(options);
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}
