// The widget beside others, on the same page, in one run: what it weighs, how long its script takes, what axe-core finds in
// it when open, and what Lighthouse says of the page. `make bench-widget` prints a table, then the same as JSON.
//
// All come from this machine: the others from node_modules (@n8n/chat as the bundle that it publishes for pages, which needs
// none of its dependencies), ours from a server of its own, all through one proxy that compresses. Other hosts are refused,
// and counted.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';

const HERE = dirname(fileURLToPath(import.meta.url)), ROOT = join(HERE, '../..');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHROMIUM = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
const RUNS = +(process.env.RUNS || 3);   // of Lighthouse, for the median of the performance score
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
const GZIPPED = new Map();

const WIDGETS = {
  'none': { head: '' },
  'aimant': {
    head: '<script async src="/widget.js" data-flow="livre-blanc" data-lang="en"></script>',
    open: async (page) => {
      const within = (selector, press) => page.evaluate((selector, press) => new Promise((go) => {
        const look = () => {
          const node = document.querySelector('aimant-chat')?.shadowRoot.querySelector(selector);
          if (!node) return setTimeout(look, 50);
          if (press) node.click();
          return go();
        };
        look();
      }), selector, press);
      await within('.launch', true);
      await within('.pick', false);
    },
  },
  '@typebot.io/js': {
    head: `<script type="module">import Typebot from '/nm/@typebot.io/js/dist/web.js';
      Typebot.initBubble({ typebot: 'bench', apiHost: location.origin + '/typebot' }); window.Typebot = Typebot;</script>`,
    open: async (page) => { await page.evaluate(() => window.Typebot.open()); },
  },
  'deep-chat': {
    head: '<script type="module" src="/nm/deep-chat/dist/deepChat.bundle.js"></script>',
    body: `<deep-chat demo="true" introMessage='{"text": "Hello, what interests you most?"}'></deep-chat>`,
    open: async () => {},
  },
  '@n8n/chat': {
    head: `<link rel="stylesheet" href="/nm/@n8n/chat/dist/style.css">
      <script type="module">import { createChat } from '/nm/@n8n/chat/dist/chat.bundle.es.js';
      createChat({ webhookUrl: location.origin + '/n8n', loadPreviousSession: false });</script>`,
    open: async (page) => { await page.click('.chat-window-toggle'); },
  },
};

/** The same page for all: some words, and a widget. */
const host = ({ head, body = '' }) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="A page to measure on.">
<title>A page to measure on</title><link rel="icon" href="data:,">${head}</head>
<body><main><h1>A page to measure on</h1>${'<p>Words that a page has, for somebody who came to read them.</p>'.repeat(12)}${body}</main></body></html>`;

const TYPEBOT = {
  sessionId: 's', resultId: 'r',
  typebot: { id: 'bench', version: '6.1', theme: {}, settings: {}, publishedAt: '2026-01-01T00:00:00.000Z' },
  messages: [{ id: 'm', type: 'text', content: { type: 'richText', richText: [{ type: 'p', children: [{ text: 'Hello, what interests you most?' }] }] } }],
  input: { id: 'i', type: 'choice input', items: [{ id: 'a', content: 'Local food' }, { id: 'b', content: 'Getting around' }] },
};

const TYPES = { js: 'text/javascript', mjs: 'text/javascript', css: 'text/css', json: 'application/json', svg: 'image/svg+xml' };

/** Sends a body as small as gzip makes it. */
function send(response, status, type, body, more = {}) {
  const raw = Buffer.from(body), key = raw.length > 9e4 ? raw.toString('latin1', 0, 64) + raw.length : null;
  const small = (key && GZIPPED.get(key)) || gzipSync(raw, { level: 9 });
  if (key) GZIPPED.set(key, small);
  response.writeHead(status, { 'Content-Type': type, 'Content-Encoding': 'gzip', 'Content-Length': small.length, 'Cache-Control': 'no-store', ...more });
  response.end(small);
}

function proxy(server) {
  return createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url, 'http://x');
    if (pathname.startsWith('/host/')) return send(response, 200, 'text/html', host(WIDGETS[decodeURIComponent(pathname.slice(6))]));
    if (pathname.startsWith('/nm/')) {
      const path = join(HERE, 'node_modules', pathname.slice(4));
      if (!existsSync(path)) { response.writeHead(404).end(); return; }
      return send(response, 200, TYPES[path.split('.').pop()] || 'application/octet-stream', readFileSync(path));
    }
    if (pathname.startsWith('/typebot/') || pathname === '/n8n') return send(response, 200, TYPES.json, JSON.stringify(pathname === '/n8n' ? { data: [] } : TYPEBOT));
    const without = pathname === '/without';
    const onward = ask(server + (without ? '/?lang=en' : incoming.url), { method: incoming.method, headers: { ...incoming.headers, host: new URL(server).host, 'accept-encoding': 'identity' } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => {
        let body = Buffer.concat(parts);
        if (without) body = Buffer.from(body.toString().replace(/<script.*?<\/script>/gs, ''));
        const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
        send(response, answer.statusCode, headers['content-type'] || 'text/plain', body, headers);
      });
    });
    onward.on('error', () => response.writeHead(502).end());
    incoming.pipe(onward);
  });
}

/** A server of ours with nothing in it; gives its address and how to end it. */
async function ours() {
  const data = mkdtempSync(join(tmpdir(), 'aimant-bench-'));
  const env = { ...process.env, AIMANT_DATA_DIR: data, AIMANT_PORT: '0', AIMANT_LANG: 'en', AIMANT_ALLOWED_ORIGINS: '*', AIMANT_LEAST_SECONDS: '0', AIMANT_LOG_LEVEL: 'error', PYTHONPATH: ROOT };
  const child = spawn(join(ROOT, '.venv/bin/aimant'), ['run'], { env, cwd: ROOT });
  const address = await new Promise((go, fail) => {
    let said = '';
    child.stdout.on('data', (part) => { said += part; const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said); if (found) go(found[0]); });
    child.on('exit', () => fail(new Error('the server ended: ' + said)));
  });
  return { address, end: () => { child.removeAllListeners('exit'); child.kill('SIGTERM'); rmSync(data, { recursive: true, force: true }); } };
}

const browse = () => puppeteer.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });

/** One visit: what is loaded before the click and until it is open, script time at 4x, axe when open. */
async function visit(root, name) {
  const { open } = WIDGETS[name], browser = await browse(), page = await browser.newPage();
  try {
    const local = [], external = new Set();
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === root || url.protocol === 'data:' || url.protocol === 'blob:') return request.continue();
      external.add(url.host);
      return request.abort();
    });
    page.on('response', (response) => {
      const url = new URL(response.url());
      if (url.origin === root && !url.pathname.startsWith('/host/')) local.push({ type: response.request().resourceType(), bytes: +(response.headers()['content-length'] || 0) });
    });
    await page.emulateCPUThrottling(4);
    await page.goto(`${root}/host/${encodeURIComponent(name)}`, { waitUntil: 'load' });
    await new Promise((go) => setTimeout(go, 2500));
    const { ScriptDuration } = await page.metrics(), before = local.length;
    await page.emulateCPUThrottling(1);
    const bytes = local.filter(({ type }) => type !== 'fetch' && type !== 'xhr').reduce((sum, each) => sum + each.bytes, 0);
    let violations = [];
    if (open) {
      await open(page);
      await new Promise((go) => setTimeout(go, 1500));
      await page.evaluate(AXE);
      violations = await page.evaluate(async () => (await window.axe.run()).violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.length })));
    }
    return { bytes, requests: before, external: [...external], script: ScriptDuration * 1000, violations };
  } finally {
    await browser.close();
  }
}

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The four scores of a page: the median performance of several runs, the others as they are (they do not vary). */
async function scores(url) {
  const found = [];
  for (let n = 0; n < RUNS; n++) {
    const browser = await browse();
    try {
      const { lhr } = await lighthouse(url, { port: +new URL(browser.wsEndpoint()).port, logLevel: 'silent', output: 'json', onlyCategories: CATEGORIES });
      found.push(Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)])));
    } finally {
      await browser.close();
    }
  }
  return { ...found[0], performance: median(found.map((each) => each.performance)) };
}

const server = await ours(), front = proxy(server.address);
await new Promise((go) => front.listen(0, '127.0.0.1', go));
const root = `http://127.0.0.1:${front.address().port}`;
try {
  const results = {};
  for (const name of Object.keys(WIDGETS)) {
    results[name] = { ...(await visit(root, name)), ...(await scores(`${root}/host/${encodeURIComponent(name)}`)) };
    process.stderr.write(`${name} measured\n`);
  }
  const base = results.none.script;
  for (const each of Object.values(results)) each.script = Math.max(0, Math.round(each.script - base));
  const landing = { without: await scores(`${root}/without`), with: await scores(`${root}/?lang=en`) };
  const four = (each) => CATEGORIES.map((name) => each[name]).join(' / ');
  console.log('| Widget | kB (gzip) | requests | other hosts | script, ms at 4x | axe, open | Lighthouse (performance / accessibility / best practices / SEO) |');
  console.log('|---|---|---|---|---|---|---|');
  for (const [name, each] of Object.entries(results)) {
    const axe = each.violations.reduce((sum, { nodes }) => sum + nodes, 0);
    const names = each.violations.length ? ` (${each.violations.map(({ id }) => id).join(', ')})` : '';
    console.log(`| ${name === 'none' ? 'the page alone' : name} | ${(each.bytes / 1000).toFixed(1)} | ${each.requests} | ${each.external.join(', ') || '–'} | ${each.script} | ${name === 'none' ? '–' : axe + names} | ${four(each)} |`);
  }
  console.log(`\n| Landing page | Lighthouse |\n|---|---|\n| without the widget | ${four(landing.without)} |\n| with the widget | ${four(landing.with)} |\n`);
  console.log(JSON.stringify({ results, landing }));
  const worse = CATEGORIES.filter((name) => landing.without[name] - landing.with[name] > (name === 'performance' ? 1 : 0));
  if (worse.length) {
    console.error(`the landing page loses by the widget: ${worse.join(', ')}`);
    process.exitCode = 1;
  }
} finally {
  front.close();
  front.closeAllConnections();
  server.end();
}
