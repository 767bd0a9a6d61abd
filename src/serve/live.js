// Keeps a preview page as its sources are: reloads it in place, swaps style sheets, shows findings. Enter at `listen`.
(() => {
  'use strict';
  const { version, styles: loadedStyles, events } = document.currentScript.dataset;
  const KEPT = 'nianbao-scroll';
  let styles = loadedStyles;
  let source = null;
  let panel = null;
  let shown = '';
  let notes = null;
  let advised = '';
  let dismissed = '';
  let closed = '';
  let leaving = false;

  /** Back to where the reader was before the reload. */
  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (!kept || kept.href !== location.href) return;
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    scroll();
    addEventListener('load', scroll, { once: true });
  }

  function reload() {
    if (leaving) return;
    leaving = true;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ href: location.href, x: scrollX, y: scrollY }));
    } catch {
      // Without storage the browser's own memory of the place has to do.
    }
    location.reload();
  }

  /** Puts fresh copies beside the style sheets and removes the old ones when they have come, so that nothing flickers. */
  function swapStyles(next) {
    styles = next;
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const address = new URL(link.href, location.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set('nianbao', next);
      const fresh = link.cloneNode();
      fresh.href = address.href;
      const done = () => link.remove();
      fresh.addEventListener('load', done, { once: true });
      fresh.addEventListener('error', () => fresh.remove(), { once: true });
      link.after(fresh);
    }
  }

  const SHEET = `
    :host { all: initial; position: fixed; z-index: 2147483647; right: 12px; bottom: 12px; max-width: min(44rem, calc(100vw - 24px)); color-scheme: light dark; }
    :host(.nianbao-advice) { right: auto; left: 12px; }
    :host(.nianbao-advice) section { max-height: 45vh; padding: 8px 12px; }
    section { max-height: 60vh; overflow: auto; border-radius: 8px; padding: 12px 16px; font: 14px/1.6 system-ui, sans-serif;
      color: #1b1b1b; background: #fffdf8; border: 1px solid #8a8a8a; box-shadow: 0 6px 24px #0004; }
    section.loud { border: 2px solid #b3261e; }
    .row { display: flex; gap: 12px; align-items: start; justify-content: space-between; font-weight: 600; }
    .row details { flex: 1; min-width: 0; }
    ol, details > p { font-weight: 400; }
    button { font: inherit; color: inherit; background: none; border: 1px solid currentColor; border-radius: 4px; padding: 2px 10px; cursor: pointer; flex: none; }
    button:focus-visible, summary:focus-visible { outline: 2px solid #1a5fb4; outline-offset: 2px; }
    summary { cursor: pointer; }
    ol { margin: 8px 0 0; padding: 0; list-style: none; }
    li { padding: 8px 0; border-top: 1px solid #8886; }
    p, pre { margin: 2px 0; overflow-wrap: anywhere; }
    code, pre { font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
    .hint { color: #4a4a4a; }
    a { color: #0b57a4; }
    @media (prefers-color-scheme: dark) {
      section { color: #f0f0f0; background: #1d1d1f; border-color: #777; }
      section.loud { border-color: #ff8a80; }
      .hint { color: #c4c4c4; }
      a { color: #9cc7ff; }
    }
    @media (max-width: 44rem) { :host(.nianbao-findings) { bottom: 68px; } }
    @media print { :host { display: none; } }`;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  function list(findings) {
    const made = element('ol');
    for (const { level, code, place, message, excerpt, hints } of findings.items) {
      const item = element('li');
      item.dataset.level = level;
      if (place) item.append(element('code', place));
      item.append(element('p', `[${code}] ${message}`));
      if (excerpt.trim()) item.append(element('pre', excerpt.trim().slice(0, 300)));
      for (const hint of hints) item.append(element('p', hint, 'hint'));
      made.append(item);
    }
    if (findings.more) made.append(element('li', `+${findings.more}`));
    return made;
  }

  /** Loud findings stand open; quiet ones are one line until it is opened. */
  function show(findings) {
    const next = JSON.stringify(findings);
    if (next === shown) return;
    shown = next;
    panel?.remove();
    panel = null;
    if (!findings || closed === next) return;
    closed = '';
    panel = element('div', '', 'nianbao-findings');
    const root = panel.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
    const box = element('section', '', findings.loud ? 'loud' : 'quiet');
    box.setAttribute('role', findings.loud ? 'alert' : 'status');
    const close = element('button', findings.close);
    close.type = 'button';
    close.addEventListener('click', () => {
      closed = next;
      panel?.remove();
      panel = null;
    });
    const header = element('div', '', 'row');
    if (findings.loud) {
      header.append(element('span', findings.headline), close);
      box.append(header, list(findings));
    } else {
      const details = element('details');
      details.append(element('summary', findings.headline));
      details.addEventListener('toggle', () => {
        details.querySelector('ol')?.remove();
        if (details.open) details.append(list(findings));
      });
      header.append(details, close);
      box.append(header);
    }
    root.append(box);
    document.documentElement.append(panel);
  }

  /** What `check` finds in the report, as one quiet line until it is opened. */
  function advise(advice) {
    const next = JSON.stringify(advice);
    if (next === advised) return;
    advised = next;
    const wasOpen = notes?.shadowRoot.querySelector('details')?.open ?? false;
    notes?.remove();
    notes = null;
    if (!advice || dismissed === next) return;
    dismissed = '';
    notes = element('div', '', 'nianbao-advice');
    const root = notes.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
    const box = element('section');
    box.setAttribute('role', 'status');
    const close = element('button', advice.close);
    close.type = 'button';
    close.addEventListener('click', () => {
      dismissed = next;
      notes?.remove();
      notes = null;
    });
    const details = element('details');
    details.open = wasOpen;
    const whole = element('a', advice.all);
    whole.href = advice.href;
    const last = element('p');
    last.append(whole);
    details.append(element('summary', advice.headline), list(advice), last);
    const header = element('div', '', 'row');
    header.append(details, close);
    box.append(header);
    root.append(box);
    document.documentElement.append(notes);
  }

  function listen() {
    if (source) return;
    source = new EventSource(`${events}?path=${encodeURIComponent(location.pathname)}`);
    source.addEventListener('state', ({ data }) => {
      const state = JSON.parse(data);
      if (state.version !== version) return reload();
      if (state.styles !== styles) swapStyles(state.styles);
      show(state.findings);
    });
    source.addEventListener('advice', ({ data }) => advise(JSON.parse(data)));
  }

  function hush() {
    source?.close();
    source = null;
  }

  // A browser opens few connections to one host, so that only pages that are looked at keep one.
  const look = () => (document.visibilityState === 'hidden' ? hush() : listen());
  restore();
  look();
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', hush);
  addEventListener('pageshow', ({ persisted }) => persisted && look());
})();
