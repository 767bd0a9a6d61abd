// A small server for a built folder below any path, as a host site would mount it. Enter at `serveFolder`.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const KINDS = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.csv': 'text/csv; charset=utf-8',
};

/**
 * Serves `folder` below `mount` (`/` or `/gov/town/`) on a free port of this machine; anything else is 404.
 * @returns {Promise<{url: string, close: () => Promise<void>}>} `url` ends with the mount's slash.
 */
export async function serveFolder(folder, mount = '/') {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const bytes = path.startsWith(mount) ? await fileAt(folder, path.slice(mount.length)) : null;
    if (bytes === null) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    const kind = path.endsWith('/') ? '.html' : extname(path);
    response.writeHead(200, { 'content-type': KINDS[kind] ?? 'application/octet-stream' }).end(bytes);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () =>
    new Promise((closed) => {
      server.closeAllConnections();
      server.close(closed);
    });
  return { url: `http://127.0.0.1:${server.address().port}${mount}`, close };
}

async function fileAt(folder, path) {
  if (path.split('/').includes('..')) return null;
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  // The tests ask for an icon only if a page does; browsers ask for this one unasked.
  if (file === 'favicon.ico') return Buffer.alloc(0);
  return readFile(join(folder, file)).catch(() => null);
}
