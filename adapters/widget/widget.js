// @ts-check
/* Aimant's chat: one script tag or <aimant-chat>, nothing stored or fetched before it is opened. Options: docs/embed.md.
   What is served is widget.min.js, which `make widget` derives from this file. */
(() => {
'use strict';
/** @typedef {{value: string, label: string}} Choice */
/** @typedef {{id: string, kind: string, input: string, optional: boolean, choices?: Choice[], hint?: string}} Question */
/** @typedef {{title: string, type: string, size: number, url: string}} Magnet */
/** @typedef {{seq: number, from: string, text: string, name?: string, question?: Question, magnet?: Magnet, verb?: boolean}} Line */
/** @typedef {{done: number, of: number}} Progress */
/** @typedef {{conversation: string, token: string, locale: string, state: string, messages: Line[], progress: Progress, elsewhere?: string[], words?: Record<string, string>, detail?: string, status?: number, url: string}} Answer */
/** @typedef {{text?: string, choice?: string | string[], question?: string, id?: string}} Body */
/** @typedef {{body: Body, label: string, node?: any}} Item What is still to be sent; the id in the body is kept over retries. */
/** @typedef {{text: string, node: any, question: string, change?: any}} Said An answer that may be changed. */

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const page = /** @type {any} */ (window);
if (page.Aimant?.embed) return page.Aimant.embed(script);   // the script ran before
const origin = new URL(script.src).origin, api = origin + '/api/v1/conversations';

/** What is said before a talk has begun; the rest comes with its first answer (words.py). @type {Record<string, Record<string, string>>} */
const TEXTS = {
  en: {
    title: 'Chat', by: 'Automated assistant', open: 'Open the chat', close: 'Close', start: 'Start',
    note: 'An automated assistant answers. Nothing is stored before you start.',
    typing: 'The assistant is typing', message: 'Your message', send: 'Send',
    offline: 'No connection. Your message is kept and will be sent.', busy: 'Many people are writing. One moment…',
    retry: 'Try again', error: 'That did not work.', shut: 'The chat is not available on this site.', allow: 'Add to AIMANT_ALLOWED_ORIGINS:',
  },
  fr: {
    title: 'Discussion', by: 'Assistant automatique', open: 'Ouvrir la discussion', close: 'Fermer', start: 'Commencer',
    note: 'Un assistant automatique répond. Rien n’est enregistré avant que vous commenciez.',
    typing: 'L’assistant écrit', message: 'Votre message', send: 'Envoyer',
    offline: 'Pas de connexion. Votre message est gardé et sera envoyé.', busy: 'Beaucoup de monde écrit. Un instant…',
    retry: 'Réessayer', error: 'Cela n’a pas marché.', shut: 'La discussion n’est pas disponible sur ce site.', allow: 'Ajoutez à AIMANT_ALLOWED_ORIGINS :',
  },
};

// A colour is the page's --aimant-NAME, in the dark its --aimant-NAME-dark. --on is black or white, whichever reads
// better on the accent; --link is the accent, darkened or lightened until it reads well on the background.
const CSS = `
.root{all:initial;display:block;color-scheme:light dark;
--a:light-dark(var(--aimant-accent,#0d6b4f),var(--aimant-accent-dark,var(--aimant-accent,#5fd0a5)));
--on:var(--aimant-on-accent,lab(from var(--a) clamp(0,(49 - l)*99,100) 0 0));
--link:light-dark(lab(from var(--a) min(l,42) a b),lab(from var(--a) max(l,68) a b));
--bg:light-dark(var(--aimant-background,#fff),var(--aimant-background-dark,#131a17));
--ink:light-dark(var(--aimant-ink,#18241f),var(--aimant-ink-dark,#ecf2ee));
--dim:var(--aimant-muted,color-mix(in oklab,var(--ink) 70%,var(--bg)));
--bot:var(--aimant-bubble,color-mix(in oklab,var(--a) 8%,var(--bg)));
--line:var(--aimant-line,color-mix(in oklab,var(--ink) 16%,var(--bg)));
--edge:color-mix(in oklab,var(--ink) 55%,var(--bg));
--bad:light-dark(#a3271b,#ffab9f);
--r:var(--aimant-radius,18px);
--gap:var(--aimant-offset,20px);
--safe:env(safe-area-inset-bottom,0px);
--side:auto var(--gap);
font:16px/1.45 var(--aimant-font,system-ui,sans-serif);color:var(--ink)}
:host([data-theme=light]) .root{color-scheme:light}
:host([data-theme=dark]) .root{color-scheme:dark}
:host([data-side=start]) .root{--side:var(--gap) auto}
:host(.inline),:host(.page){display:block;height:var(--aimant-height,600px)}
:host(.page),.inline,.page,.panel{height:100%}
*{box-sizing:border-box;margin:0;font:inherit;color:inherit;unicode-bidi:plaintext}
[hidden],:host([hidden]){display:none!important}
button,a{cursor:pointer;border:1px solid transparent;border-radius:14px;padding:8px 16px;background:none;text-align:start}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.vh,.trap{position:fixed;top:0;width:46px;height:1px;overflow:hidden;clip-path:inset(50%)}
svg{width:22px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
header,.launch,.steps,.alert,.card a,.row,.typing,.preview{display:flex;align-items:center;justify-content:center;gap:8px}
.panel,.preview,.menu,.card{background:var(--bg);border:1px solid var(--line);border-radius:var(--r);box-shadow:0 18px 50px -12px light-dark(#0d211a47,#000)}
.launch,.preview,.bubble .panel,.popup .panel{position:fixed;z-index:var(--aimant-z,2147483000);bottom:calc(var(--gap) + var(--safe));inset-inline:var(--side)}
.launch{min-width:60px;min-height:60px;border-radius:30px;box-shadow:0 8px 24px -8px #000a}
.launch,.go,.face,.send,.sheet,.m.you p,.pick[aria-pressed=true]{background:var(--a);color:var(--on)}
.launch,.go,.sheet,h2,b,.pick{font-weight:600}
.preview{max-width:min(310px,100vw - 2*var(--gap))}
.bubble .preview{margin-bottom:74px}
.says{padding:14px 0 14px 18px}
.panel{position:relative;display:flex;flex-direction:column;overflow:hidden}
.bubble .panel,.popup .panel{width:min(var(--aimant-width,400px),100vw - 2*var(--gap));height:min(var(--aimant-height,660px),100dvh - 2*var(--gap))}
.popup .panel{inset:0;margin:auto}
.popup:has(.panel)::before{content:"";position:fixed;z-index:var(--aimant-z,2147483000);inset:0;background:#0008}
.page .panel{border:0;border-radius:0}
header{padding:8px 8px 8px 16px}
.face,.icon,.sheet{display:grid;place-items:center;flex:none;width:46px;height:46px;padding:0}
.face{width:38px;height:38px;border-radius:50%}
.who{flex:1;min-width:0}
.who p,.hint,label,.change,small,.note{font-size:14px;color:var(--dim)}
.page .who p{display:none}
.icon:not(.send):hover,.menu button:hover{background:var(--bot)}
.menu{position:absolute;z-index:2;top:56px;inset-inline-end:8px;max-height:calc(100% - 66px);overflow-y:auto;padding:6px}
.menu button{display:block;width:100%;min-height:44px}
.menu :last-child{color:var(--bad)}
.steps{flex-direction:row-reverse;padding:0 16px 8px;border-bottom:1px solid var(--line)}
progress{flex:1;height:8px;accent-color:var(--a)}
.scroll{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:16px}
.scroll,input,textarea{outline-offset:-3px!important}
.in{width:100%;max-width:680px;margin-inline:auto}
.m{display:flex;flex-direction:column;align-items:flex-start;margin-top:8px;max-width:88%}
.m p,.typing{padding:8px 14px;border-radius:5px var(--r) var(--r);background:var(--bot);border:1px solid transparent;white-space:pre-wrap;overflow-wrap:anywhere}
.bot+.you,.you+.bot{margin-top:16px}
.you{margin-inline-start:auto;align-items:flex-end}
.m.you p{border-radius:var(--r) 5px var(--r) var(--r)}
.m.wait p{background:none;color:var(--ink);border:1px dashed var(--edge)}
.person p{border-color:var(--link)}
.note{margin:14px auto;text-align:center;max-width:34ch;overflow-wrap:anywhere}
.note .pick{font-size:16px}
.change,.note a{padding:6px;text-decoration:underline}
.card{display:grid;grid-template-columns:auto 1fr;gap:4px 14px;width:100%;margin-top:8px;padding:16px}
.sheet{grid-row:span 2;height:60px;border-radius:6px 18px 6px 6px;font-size:14px}
.card a{grid-column:1/-1;margin-top:8px;text-decoration:none}
.go{min-height:46px;text-align:center}
.go:hover,.launch:hover{filter:brightness(1.1)}
.go:disabled{opacity:.45}
.typing{width:max-content;margin-top:8px;padding:16px}
.typing i{width:7px;height:7px;border-radius:50%;background:var(--dim)}
.tray{padding-top:14px}
fieldset{border:0;padding:0;display:flex;flex-wrap:wrap;gap:8px}
fieldset .go{width:100%}
.pick{min-height:44px;border:1.5px solid;border-radius:22px;color:var(--link)}
.pick:hover{box-shadow:inset 0 0 0 1px}
.pick[aria-pressed=true]::before{content:"✓ " / ""}
.skip{border-style:dashed;color:var(--dim)}
.alert{margin:0 12px 8px;padding:8px 14px;border:1px solid;border-radius:14px;color:var(--bad)}
.alert:empty{margin:0;padding:0;border:0}
.alert button{min-height:44px;border-color:currentColor;flex:none}
form{padding:8px 12px calc(12px + var(--safe));border-top:1px solid var(--line)}
label,.row+.hint{display:block;padding:0 4px 4px}
.row{align-items:flex-end}
input,textarea{flex:1;min-width:0;min-height:46px;max-height:132px;padding:8px 14px;background:var(--bg);border:1.5px solid var(--edge);border-radius:14px;resize:none;field-sizing:content}
[aria-invalid]{border-color:var(--bad)}
.teaser{justify-content:flex-end;gap:12px;padding:24px;background:linear-gradient(var(--bot),var(--bg) 55%)}
@media(max-width:480px){
.bubble .panel,.popup .panel,.inline .panel:not(.teaser){position:fixed;z-index:var(--aimant-z,2147483000);inset:0;width:auto;height:100dvh;border:0;border-radius:0;padding-top:env(safe-area-inset-top,0px)}
:host(.inline){height:auto}}
@media(prefers-reduced-motion:no-preference){
.m,.pick,.note,.panel,.menu,.preview{animation:in .2s ease-out}
.typing i{animation:dot 1s infinite alternate}.typing i+i{animation-delay:.3s}
@keyframes in{from{opacity:0;translate:0 6px}}@keyframes dot{to{opacity:.25}}}
@media(forced-colors:active){.m p,.typing,button,a,.face{border:1px solid}.typing i{background:CanvasText}
.pick[aria-pressed=true]{background:Highlight;color:HighlightText;forced-color-adjust:none}}
`;

/** @type {Record<string, string>} */
const ICONS = {
  magnet: 'M5 4h4.5v8a2.5 2.5 0 0 0 5 0V4H19v8a7 7 0 0 1-14 0ZM5 8.5h4.5M14.5 8.5H19', chat: 'M20 12a7 7 0 0 1-7 7H4l1.6-3.4A7 7 0 0 1 11 5h2a7 7 0 0 1 7 7Z',
  close: 'M6 6l12 12M18 6 6 18', menu: 'M5 7h14M5 12h14M5 17h14', send: 'M12 19V5M6 11l6-6 6 6', down: 'M12 4v11M7 11l5 5 5-5M5 20h14',
};
/** Sets attributes and listeners; what has a class is a `::part` of the same name. @param {any} node @param {any} [props] */
const put = (node, props) => {
  for (const name in props) {
    const value = props[name];
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value != null && value !== false) node.setAttribute(name, value);
    if (value && name === 'class') node.setAttribute('part', value);
  }
  return node;
};
/** @param {string} tag @param {any} [props] @param {any[]} kids @returns {any} */
const el = (tag, props, ...kids) => {
  const node = put(document.createElement(tag), props);
  node.append(...kids.filter(Boolean));
  return node;
};
/** @param {string} className @param {(event: any) => unknown} click @param {any} [props] @param {any[]} kids */
const button = (className, click, props, ...kids) => el('button', { class: className, type: 'button', click, ...props }, ...kids);
const icon = (/** @type {string} */ name) => {
  const make = (/** @type {string} */ tag, /** @type {any} */ props) => put(document.createElementNS('http://www.w3.org/2000/svg', tag), props);
  const svg = make('svg', { viewBox: '0 0 24 24', 'aria-hidden': true });
  svg.append(make('path', { d: ICONS[name] }));
  return svg;
};
const media = (/** @type {string} */ query) => matchMedia(`(${query})`).matches;
const focus = (/** @type {any} */ node) => node.focus({ preventScroll: true });
const calm = () => media('prefers-reduced-motion:reduce');
const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(1).replace('.', '-');   // of its own within the talk
const pause = (/** @type {number} */ seconds) => new Promise((go) => setTimeout(go, seconds * 1000));

/** What the browser keeps, if it does: read, written or (null) removed. @param {'localStorage' | 'sessionStorage'} where @param {string} name @param {any} [value] */
const kept = (where, name, value) => {
  try {
    const box = window[where];
    if (value === undefined) return JSON.parse(box.getItem(name) || '');
    if (value) box.setItem(name, JSON.stringify(value));
    else box.removeItem(name);
  } catch { return null; }   // nothing there, or private browsing: it lasts as long as the page
};

// ---- where the visitor comes from: in memory, or with data-signals="early" in sessionStorage, and sent when a talk begins ----

const watch = script.dataset.signals;
/** @type {{pages: {path: string, seconds: number}[], utm: Record<string, string>, clicks: Record<string, string>, referrer: string}} */
let trail = { pages: [], utm: {}, clicks: {}, referrer: document.referrer.slice(0, 2000) };
if (watch === 'early') trail = kept('sessionStorage', 'aimant:trail') || trail;
for (const [name, value] of new URLSearchParams(location.search)) {
  if (/^utm_[a-z_]{1,9}$/.test(name)) trail.utm[name.slice(4)] ??= value.slice(0, 200);
  if (/^(gclid|fbclid|msclkid|ttclid)$/.test(name)) trail.clicks[name] ??= value.slice(0, 200);
}
let since = 0;
const visit = () => {
  const { pages } = trail, path = location.pathname.slice(0, 300), now = performance.now(), here = pages.at(-1);
  if (here) here.seconds += Math.round((now - since) / 1000);
  since = now;
  if (!here || here.path !== path) pages.push({ path, seconds: 0 });
  pages.splice(0, pages.length - 20);
  if (watch === 'early') kept('sessionStorage', 'aimant:trail', trail);
};

/** What is known of the visitor, by question. @type {Record<string, string>} */
const known = {};
const know = (/** @type {Record<string, unknown>} */ values) => {
  for (const [name, value] of Object.entries(values)) if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) known[name] = String(value).slice(0, 500);
};
/** The chats on this page, in their order. @type {Set<any>} */
const chats = new Set();

/** One chat in its <aimant-chat>. @param {any} host */
const chat = (host) => {
  for (const { name, value } of [...host.attributes]) {   // an attribute is as good as one that begins with data-
    if (!/^(data-|class|id|style|title|hidden)/.test(name)) put(host, { ['data-' + name]: value });
    if (/^data-known-/.test(name)) know({ [name.slice(11)]: value });
  }
  const { flow, mode = 'bubble', title, label, greeting, preview, previewAfter, previewScroll, previewExit, previewPaths = '*', datalayer } = host.dataset;
  const store = `aimant:${origin}:${flow}`;

  // The language: the tag's, else the page's, else the browser's.
  let wanted = host.dataset.lang || 'auto';
  let locale = [wanted, document.documentElement.lang, ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => TEXTS[tag]) || 'en';
  let t = TEXTS[locale], spoken = '';   // the language that the server's words are there in

  const root = el('div', { class: 'root ' + mode, click: (/** @type {any} */ { target }) => { if (target === root && panel) close(); } });
  const trap = el('input', { class: 'trap', name: 'website', tabindex: -1, autocomplete: 'off', 'aria-hidden': true });   // people leave it empty
  const shadow = host.attachShadow({ mode: 'open' }), sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(root, trap);
  host.classList.add(mode);

  /** The parts of the open panel. @type {any} */
  let panel, /** @type {any} */ heading, /** @type {any} */ log, /** @type {any} */ scroll, /** @type {any} */ status, /** @type {any} */ tray,
    /** @type {any} */ notice, /** @type {any} */ form, /** @type {any} */ field, /** @type {any} */ bar, /** @type {any} */ menu, /** @type {any} */ menuButton;
  /** @type {{id: string, token: string} | null} */
  let talk = null;
  let state = '', last = 0;
  /** @type {Question | null} */
  let question = null;
  /** @type {Progress | null} */
  let progress = null;
  /** The id of the question that is answered next. @type {string | null} */
  let on = null;
  /** @type {Said[]} */
  let said = [];
  /** @type {Item[]} */
  let queue = [];
  /** @type {any} */
  let opener, /** @type {any} */ nudge, /** @type {any} */ hurry, /** @type {any} */ live, /** @type {any} */ life, /** @type {any} */ timer;
  let sending = false, hushed = false;
  /** @type {string[]} */
  let places = [];
  const teaser = el('div', { role: 'status' });

  /** @param {string} tag @param {Record<string, string>} [words] what the server adds */
  const speak = (tag, words) => {
    locale = tag;
    spoken = words ? tag : '';
    t = { ...TEXTS[tag], ...words };
    if (panel) dress();
  };
  const floats = mode !== 'inline' && mode !== 'page';
  const isFull = () => mode !== 'page' && media('max-width:480px');
  const isModal = () => mode === 'popup' || isFull();
  const isOpen = () => !!panel && panel.isConnected;

  /** Tells the page, never with anything personal. @param {string} name @param {any} [more] */
  const tell = (name, more) => {
    const detail = { flow, ...more };
    host.dispatchEvent(new CustomEvent('aimant:' + name, { bubbles: true, composed: true, detail }));
    if (datalayer != null) (page[datalayer || 'dataLayer'] ||= []).push({ event: 'aimant_' + name, ...detail });
  };

  const remember = () => kept('localStorage', store, talk && state !== 'stopped' ? { ...talk, queue } : null);

  // ---- the wire ----

  const ask = (/** @type {string} */ path, /** @type {any} */ body, patience = 2e4) => fetch(`${api + path + (body ? '?' : '&')}words=${spoken}`, {
    method: body ? 'POST' : 'GET', body: body && JSON.stringify(path ? body : { ...body, age_ms: Math.round(performance.now()) }), credentials: 'omit',
    headers: { ...(body && { 'Content-Type': 'application/json' }), ...(talk && { Authorization: 'Bearer ' + talk.token }) },
    signal: AbortSignal.timeout(patience),
  });

  /** One request, repeated with back-off and jitter until the server has answered it for good.
   * @param {string} path @param {any} [body] @returns {Promise<{ok: boolean, gone: boolean, data: Answer}>} */
  async function call(path, body) {
    for (let n = 0; ; n++) {
      let response = /** @type {Response | null} */ (null), wait = Math.min(30, 2 ** n) * (0.5 + Math.random() / 2);
      try {
        response = await ask(path, body);
        const { ok, status: code, headers } = response;
        if (code < 500 && code !== 429) {
          const data = await response.json().catch((error) => { if (ok) throw error; return {}; });
          complain();
          if (data.status === 403) {   // nothing to try again until the site's owner acts
            console.error(t.allow, location.origin);
            typing(false);
            remark(t.shut);
            form.hidden = true;
            await new Promise(() => {});
          }
          return { ok, gone: code === 401 || code === 404 || code === 410, data };
        }
        const after = headers.get('Retry-After');
        if (after) wait = Math.min(300, +after || 1) + Math.random() / 2;
      } catch { response = null; }
      typing(false);
      await new Promise((go) => {
        nudge = go;
        if (n < 8) setTimeout(go, wait * 1000);
        complain(!response ? t.offline : response.status === 500 ? t.error : t.busy, go);
      });
    }
  }

  /** Opens a talk: the one that the page's address or this browser knows, or a new one. @param {string} [note] */
  async function begin(note) {
    const [, ticket] = /aimant-resume=([\w.~-]+)/.exec(location.hash) || [];
    let stored = !note && kept('localStorage', store);
    said = []; queue = []; last = 0; state = 'open'; question = progress = talk = on = null;
    for (const part of [log, tray]) part.replaceChildren();
    bar.hidden = true;
    typing(true);
    if (ticket) {
      history.replaceState(history.state, '', location.pathname + location.search);
      const { ok, data } = await call('/resume', { token: ticket });
      if (ok) stored = { id: data.conversation, token: data.token };
      else note = 'fresh';
    }
    if (stored && stored.token) {
      talk = { id: stored.id, token: stored.token };
      const { ok, data } = await call(`/${talk.id}?after=0`);
      if (ok) {
        queue = stored.queue || [];
        put(log, { 'aria-live': 'off' });
        await receive(data, null, true);
        remark(t.welcome, button('change', () => send({ choice: '/restart' }, t.restart), null, t.restart));
        log.removeAttribute('aria-live');
        for (const item of queue) item.node = bubble({ from: 'you', text: item.label }, true);
        if (queue.length) pump();
        else if (!ticket && wanted !== locale && state === 'open' && TEXTS[wanted]) send({ choice: '/language:' + wanted }, t.language);
        return;
      }
      note = 'fresh';
      talk = null;
    }
    await pause(Math.max(0, 0.6 - performance.now() / 1000));   // sooner, the server takes it for a machine
    visit();
    const { pages, clicks, utm, referrer } = trail;
    const { ok, data } = await call('', {
      flow, locale, page: location.origin + location.pathname, referrer, utm, known,
      signals: watch === 'off' ? undefined : { pages, clicks }, trap: trap.value,
    });
    if (!ok) { typing(false); return complain(data.detail || t.error, () => begin(note)); }
    talk = { id: data.conversation, token: data.token };
    await receive(data, null, false, note);
  }

  /** @param {Body} body @param {string} words */
  function send(body, words) {
    if (!talk) return;
    if (body.choice) body.question ||= question ? question.id : 'menu';
    /** @type {Item} */
    const item = { body: { id: newId(), ...body }, label: words };
    if (question && (body.choice || '')[0] !== '/') tell('answer', { question: question.id });
    queue.push(item);
    remember();
    complain();
    if (hurry) hurry();
    item.node = bubble({ from: 'you', text: words }, true);
    if (!form.contains(shadow.activeElement)) focus(scroll);
    tray.replaceChildren();
    pump();
  }

  async function pump() {
    if (sending) return;
    sending = true;
    while (queue.length && talk) {
      const item = queue[0], late = setTimeout(typing, 300, true);
      const { ok, gone, data } = await call(`/${talk.id}/messages`, item.body);
      clearTimeout(late);
      queue.shift();
      if (gone) { await begin('fresh'); break; }
      if (ok) await receive(data, item);
      else {
        item.node.remove();
        if (!field.value) field.value = item.body.text || '';
        typing(false);
        settle();
        complain(data.detail || t.error);
      }
      remember();
    }
    sending = false;
  }

  /** Another tab of the same talk has moved on: this one follows. @param {any} event */
  async function follow({ key, newValue }) {
    if (key !== store || !talk || !panel) return;
    const other = JSON.parse(newValue);
    if (!other) { state = 'stopped'; question = null; return settle(); }
    if (other.id !== talk.id) return begin();
    if (other.queue.length) return;
    const { ok, data } = await call(`/${talk.id}?after=${last}`);
    while (sending) await pause(0.1);
    if (ok && (data.state !== state || data.messages.some(({ seq }) => seq > last))) await receive(data);
  }

  // ---- what comes in ----

  /** Shows a response: the person's own line replaces the one shown ahead of it, the bot's follow at reading pace.
   * @param {Answer} data @param {Item | null} [item] @param {boolean} [past] whether it was said before this visit
   * @param {string} [note] a word to be said first */
  async function receive(data, item, past, note) {
    if (data.words) speak(data.locale, data.words);
    if (note) remark(t[note]);
    // what a person wrote just before may come by the stream just after
    if (talk && data.messages.length && data.messages[0].seq > last + 1) ({ data } = await call(`/${talk.id}?after=${last}`));
    let asked = data.state === 'open' || data.state === state ? question : null;
    for (const line of data.messages) {
      if (line.seq <= last) continue;
      last = line.seq;
      const own = line.from === 'you';
      if (own) { if (item) item.node.remove(); } else if (line.from === 'bot' && !past && queue.length < 2 && !calm()) {
        typing(true);
        await new Promise((go) => { hurry = go; setTimeout(go, Math.min(900, 200 + line.text.length * 5)); });
      }
      typing(false);
      bubble({ ...line, verb: own && (/^[hs]/.test(data.state) || !!item && String(item.body.choice)[0] === '/') });
      if (line.question) asked = line.question;
      else if (own && data.state !== 'open') asked = null;
    }
    if (item) item.node.remove();
    typing(false);
    const before = state, done = progress ? progress.done : 0;
    ({ state, progress } = data);
    if (data.elsewhere && !places.length) { places = data.elsewhere; dress(); }
    question = asked;
    remember();
    settle();
    if (past) return;
    if (progress.done > done) tell('step', progress);
    if (state !== before && state === 'done') tell('qualified');
    if (state !== before && state === 'handed_over') tell('handoff');
  }

  /** The control that comes next: of the end the download, else the first button, else the field where no keyboard pops up. */
  const next = () => state === 'done' && log.querySelector('.m:nth-last-child(-n+3) .go') || tray.querySelector('button') || !media('pointer:coarse') && field;

  /** Puts the controls in order once a turn is over: progress, change buttons, tray, field, focus. */
  function settle() {
    const { done, of } = progress || { done: 0, of: 0 }, over = state === 'done' || done >= of;
    bar.hidden = !of;
    if (of) {
      bar.firstChild.textContent = over ? t.all : t.step + (done + 1) + t.of + of;
      put(bar.lastChild, { max: of, value: over ? of : done });
    }
    const settled = new Set([question && question.id, 'menu', 'erase']);
    for (const line of [...said].reverse()) {
      const { question: name, text } = line, words = `${t.change} : ${text}`;
      if (state === 'stopped' || settled.has(name)) line.change?.remove();
      else if (!line.change?.isConnected) {
        line.change = button('change', () => send({ choice: '/change', question: name }, words), { 'aria-live': 'off', 'aria-label': words }, t.change);
        line.node.append(line.change);
      }
      settled.add(name);
    }
    if (queue.length < 2) {
      const within = shadow.activeElement, held = form.contains(within), lost = tray.contains(within);
      offer();
      compose();
      const to = next();
      if (to && (held ? !field.value && to !== field : lost || within === scroll || within === heading)) focus(to);
    }
    down();
    if (state === 'handed_over') { if (!live) { live = true; listen(); } } else if (live && live.cancel) live.cancel();
  }

  /** A person leads the talk: their words come over a stream, which is opened again when it ends. */
  async function listen() {
    for (let n = 0; talk && state === 'handed_over' && panel.isConnected; n++) {
      try {
        const response = await ask(`/${talk.id}/events?after=${last}`, null, 6e5);
        if (response.status === 404) break;
        live = /** @type {any} */ (response.body).pipeThrough(new TextDecoderStream()).getReader();
        for (let text = '', chunk; !(chunk = await live.read()).done;) {
          const parts = (text + chunk.value).split('\n\n');
          text = parts.pop() || '';
          for (const part of parts) {
            const event = /^data: (.*)/m.exec(part);
            if (!event) continue;
            n = 0;
            while (sending) await pause(0.1);
            await receive(JSON.parse(event[1]));
          }
        }
      } catch { /* it is opened again */ }
      await pause(Math.min(30, 2 ** n) * (0.5 + Math.random() / 2));
    }
    live = null;
  }

  // ---- what is shown ----

  /** @param {any} line @param {boolean} [pending] */
  function bubble(line, pending) {
    const { from, text, magnet } = line, own = from === 'you';
    const node = el('div', { class: `m ${from === 'person' ? 'bot person' : from}${pending ? ' wait' : ''}`, lang: locale },
      el('p', { class: magnet && text === magnet.title && 'vh', dir: 'auto' }, line.name ? el('b', null, line.name + ' : ') : el('span', { class: 'vh', dir: 'auto' }, t[from]), text.replace(/(?<=«) | (?=[?!:;»])/g, '\u00a0')));
    if (!own && line.question) on = line.question.id;
    if (own && on && !pending && !line.verb) said.push({ text, node, question: on });
    if (magnet) {
      const url = new URL(magnet.url, origin), kind = magnet.type.split('/')[1].toUpperCase(), mega = magnet.size >= 1e6;
      const size = (magnet.size / (mega ? 1e6 : 1e3)).toLocaleString(locale, { maximumSignificantDigits: 3 });
      node.append(el('div', { class: 'card' }, el('span', { class: 'sheet', 'aria-hidden': true }, kind), el('b', null, magnet.title),
        el('span', { class: 'hint' }, `${kind} · ${size} ${mega ? 'M' : 'k'}${t.byte}`),
        /^http/.test(url.protocol) && el('a', {
          class: 'go', href: url, target: '_blank', 'aria-label': `${t.download} : ${magnet.title}`, click: () => tell('download', { type: magnet.type }),
        }, icon('down'), t.download)));
    }
    log.insertBefore(node, pending ? null : log.querySelector('.wait'));
    down();
    return node;
  }
  const remark = (/** @type {any[]} */ ...kids) => { log.append(el('p', { class: 'note' }, ...kids)); down(); };
  const down = () => { scroll.scrollTop = 1e6; };

  /** @param {boolean} on */
  function typing(on) {
    if (!on) return status.replaceChildren();
    if (!status.firstChild) status.append(el('div', { class: 'typing' }, el('span', { class: 'vh' }, t.typing), el('i'), el('i'), el('i')));
    down();
  }

  /** An error or a lost connection, in words; with `again`, a button that tries at once. @param {string} [text] @param {any} [again] */
  function complain(text, again) {
    if (text) tell('error');
    notice.replaceChildren(text || '', again ? button('', () => { complain(); again(); }, null, t.retry) : '');
  }

  /** The buttons that suit the question, or the end of the talk. */
  function offer() {
    tray.replaceChildren();
    if (state !== 'open' && !(question && state === 'done')) tray.append(el('p', { class: 'note' }, t[state]));
    form.hidden = state === 'stopped' && !question;
    if (!question && (state === 'done' || state === 'stopped')) {
      tray.append(el('p', { class: 'note' }, button('pick', () => form.hidden ? begin() : send({ choice: '/restart' }, t.again), null, t.again)));
    }
    if (!question) return;
    const { id, choices = [], optional, input } = question, many = input === 'choices', picked = new Set();
    const chosen = (/** @type {'value' | 'label'} */ part) => choices.filter(({ value }) => picked.has(value)).map((choice) => choice[part]);
    const confirm = many && button('go', () => send({ choice: chosen('value'), question: id }, chosen('label').join(', ')), { disabled: true }, t.confirm);
    const buttons = choices.map(({ value, label: words }) => button('pick', ({ currentTarget: pick, detail }) => {
      // the second half of a double click may land on the next question's button
      if (!many || value[0] === '/') return detail < 2 && send({ choice: value, question: id }, words);
      if (!picked.delete(value)) picked.add(value);
      put(pick, { 'aria-pressed': `${picked.has(value)}` });
      confirm.disabled = !picked.size;
    }, { 'aria-pressed': many && 'false' }, words));
    if (optional && !choices.some(({ value }) => value[0] === '/')) buttons.push(button('pick skip', () => send({ choice: '/skip', question: id }, t.skip), null, t.skip));
    const arrows = (/** @type {any} */ event) => {
      const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[/** @type {'ArrowUp'} */ (event.key)], at = buttons.indexOf(shadow.activeElement);
      if (!way || at < 0) return;
      event.preventDefault();
      buttons.at((at + way) % buttons.length).focus();
    };
    if (buttons.length) tray.append(el('fieldset', { keydown: arrows }, el('legend', { class: 'vh' }, t.answer), ...buttons, confirm));
  }

  /** The field that suits the question; any words are always welcome in it. */
  function compose() {
    const { id = '', kind = '', input = '', choices = null, hint = null } = question || {}, within = shadow.activeElement, held = form.contains(within);
    const type = /^(email|tel)$/.test(input) && input;   // email or tel
    const autocomplete = choices ? 'off' : type || /** @type {Record<string, string>} */ ({ name: 'name', company: 'organization', address: 'street-address' })[kind] || 'off';
    const words = choices ? t.write : t[type] || kind === 'name' && t.name || (question ? t.answer : t.message);
    const inputmode = input === 'number' ? 'decimal' : type, long = !inputmode && /^off|^s/.test(autocomplete), draft = field ? field.value : '';
    field = el(long ? 'textarea' : 'input', {
      id: 'field', name: autocomplete, rows: long && 1, type, inputmode, autocomplete, maxlength: 4000, enterkeyhint: 'send', dir: 'auto',
      'aria-describedby': hint && 'hint',
      keydown: (/** @type {any} */ event) => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); } },
    });
    field.value = draft || !choices && (known[id] || known[input] || known[kind]) || '';
    const row = el('div', { class: 'row' }, field, el('button', { class: 'icon send', 'aria-label': t.send }, icon('send')));
    form.replaceChildren(el('label', { for: 'field' }, words), row, hint ? el('p', { class: 'hint', id: 'hint' }, hint) : '');
    if (held) focus(within.id || !media('pointer:coarse') ? field : scroll);
  }

  /** Sends what is written. What can only be a slip is told first, and sent when it is insisted on. @param {any} event */
  function submit(event) {
    event.preventDefault();
    const text = field.value.trim(), { input = '' } = question || {};
    if (!text || !talk) return;
    if (field.told !== text && (input === 'email' ? /^\S*@\S*$/.test(text) && !/.@.+\.../.test(text) : input === 'tel' && /^[\d +]{1,8}$/.test(text))) {
      field.told = text;
      put(field, { 'aria-invalid': 'true', 'aria-describedby': 'wrong' }).focus();
      return complain(t['bad_' + input]);
    }
    field.value = '';
    send({ text }, text);
  }

  /** @param {boolean} on */
  function toggleMenu(on) {
    menu.hidden = !on;
    put(menuButton, { 'aria-expanded': `${on}` });
    (on ? menu.firstChild : menuButton).focus();
  }

  /** The words of the panel in the language of the talk. */
  function dress() {
    const other = locale === 'fr' ? 'en' : 'fr';
    put(panel, { lang: locale });
    put(scroll, { 'aria-label': 'Conversation' });
    heading.textContent = title || (mode === 'page' ? t.by : t.title);
    heading.nextSibling.textContent = t.by;
    menuButton.hidden = !spoken;
    put(panel.querySelector('.shut'), { 'aria-label': t.close });
    menu.replaceChildren(...places.map((channel) => {
      const words = t.go + (t[channel] || channel[0].toUpperCase() + channel.slice(1));
      return button('', async () => {
        toggleMenu(false);
        const { ok, data } = await call(`/${/** @type {any} */ (talk).id}/continue`, { channel });
        if (ok) remark(channel === 'web' && t.link, el('a', { href: data.url, target: '_blank' }, channel === 'web' ? data.url : words));
      }, null, words);
    }), ...['back', 'why', 'human', 'language', 'restart', 'stop', 'erase'].map((verb) => button('', () => {
      toggleMenu(false);
      send({ choice: '/' + verb + (verb === 'language' ? ':' + other : '') }, t[verb]);
    }, { lang: verb === 'language' && other }, t[verb])));
  }

  function build() {
    menu = el('div', { class: 'menu', hidden: true });
    menuButton = button('icon', () => toggleMenu(menu.hidden), { 'aria-expanded': 'false', 'aria-label': 'Options' }, icon('menu'));
    log = el('div', { class: 'log', role: 'log' });
    status = el('div', { role: 'status' });
    tray = el('div', { class: 'tray' });
    scroll = el('div', { class: 'scroll', tabindex: 0, role: 'group' }, el('div', { class: 'in' }, log, status, tray));
    notice = el('div', { class: 'alert', role: 'alert', id: 'wrong' });
    bar = el('label', { class: 'steps', hidden: true }, el('span'), el('progress'));
    heading = el('h2', { id: 'title', tabindex: -1 });
    form = el('form', { class: 'in', novalidate: true, submit });
    panel = el('section', { class: 'panel', 'aria-labelledby': 'title', keydown: keys, pointerdown: (/** @type {any} */ { target: on }) => {
      if (!menu.hidden && !menu.contains(on) && !menuButton.contains(on)) toggleMenu(false);
    } }, el('header', null, el('span', { class: 'face' }, icon('magnet')), el('div', { class: 'who' }, heading, el('p')), menuButton, button('icon shut', close, null, icon('close')), menu),
    bar, scroll, notice, form);
    dress();
    compose();
  }

  /** @param {any} event */
  function keys(event) {
    const { key } = event, at = shadow.activeElement;
    if (hurry) hurry();
    if (key === 'Escape' && (!menu.hidden || floats || isFull())) {
      event.preventDefault();
      if (menu.hidden) close(); else toggleMenu(false);
    } else if (key === 'F6') {
      event.preventDefault();
      (at === scroll ? tray.querySelector('button') || field : scroll).focus();
    } else if (key === 'Tab' && isModal()) {   // a panel that hides the page keeps the focus in it
      const stops = [...panel.querySelectorAll('button,a,input,textarea,.scroll')].filter((node) => !node.disabled && node.offsetWidth), end = stops.length - 1;
      if (at === stops[event.shiftKey ? 0 : end]) { event.preventDefault(); stops[event.shiftKey ? end : 0].focus(); }
    }
  }

  // ---- before it is opened ----

  /** Whether the page's path is one of those that the preview is for, as in "/prices,/blog/*". */
  const suits = () => previewPaths.split(',').some((/** @type {string} */ rule) => {
    const [head, more] = rule.trim().split('*');
    return more == null ? location.pathname === head : location.pathname.startsWith(head);
  });
  const hush = () => {
    hushed = true;
    teaser.replaceChildren();
    if (preview) kept('sessionStorage', 'aimant:hushed', 1);
  };
  /** Shows the preview bubble, once. */
  const peek = () => {
    if (!preview || hushed || kept('sessionStorage', 'aimant:hushed') || teaser.firstChild || !suits()) return;
    teaser.append(el('div', { class: 'preview', lang: locale }, button('says', () => open(), null, preview), button('icon', () => {
      hush();
      root.querySelector('.launch')?.focus();
    }, { 'aria-label': t.close }, icon('close'))));
  };
  /** On another page of the site: the preview of this one, and the time to its coming starts again. */
  const moved = () => {
    if (!suits()) teaser.replaceChildren();
    clearTimeout(timer);
    const after = previewAfter ?? (previewScroll || previewExit != null ? null : 5);
    if (after != null) timer = setTimeout(peek, after * 1000);
  };

  /** What stands there before the click: the launcher, or a card with a Start button. */
  function shut() {
    root.replaceChildren(teaser, ...(mode === 'popup' ? [] : mode === 'bubble'
      ? [button('launch', () => open(), { lang: locale, 'aria-label': !label && t.open, 'aria-haspopup': 'dialog' }, icon('chat'), label)]
      : [el('section', { class: 'panel teaser', lang: locale, 'aria-label': title || t.title }, el('span', { class: 'face' }, icon('magnet')),
        greeting && el('div', { class: 'm bot' }, el('p', null, greeting)), button('go', () => open(), null, panel ? t.open : t.start), el('small', null, t.note))]));
  }

  // ---- opening and closing ----

  function fit() {
    if (!panel) return;
    const view = window.visualViewport, whole = isFull();
    panel.style.cssText = whole && view ? `height:${view.height}px;translate:0 ${view.offsetTop}px` : '';
    put(panel, { role: whole || floats ? 'dialog' : 'region' }).ariaModal = isModal() || null;
    panel.querySelector('.shut').hidden = !whole && !floats;
    down();
  }

  /** @param {any} [from] what the focus goes back to */
  function open(from) {
    const first = !panel, at = document.activeElement;
    if (isOpen()) return focus(heading);
    opener = from || at !== host && at !== document.body && at;
    hush();
    if (first) build();
    root.replaceChildren(panel);
    fit();
    if (mode !== 'page') {
      focus(heading);
      if (mode === 'inline' && !isFull()) host.scrollIntoView({ block: 'nearest' });
    }
    tell('open');
    if (first) begin();
    else settle(), focus(tray.querySelector('button') || heading);
  }

  function close() {
    if (!isOpen()) return;
    menu.hidden = true;
    shut();
    const back = opener && opener.isConnected ? opener : root.querySelector('.launch,.go');
    if (back) back.focus();
    tell('close');
  }

  /** What the address asks for: opened by #aimant, taken up again by #aimant-resume=TOKEN. */
  const hash = () => {
    const again = panel;
    if (!/^#aimant(-r|$)/.test(location.hash)) return;
    open();
    if (again && location.hash[7]) begin();
  };

  return {
    close,
    start: (/** @type {string} */ which) => { if ((which || flow) === flow) open(); },
    toggle: () => isOpen() ? close() : open(),
    /** Talks on in another language. @param {string} tag */
    lang(tag) {
      wanted = tag;
      if (!TEXTS[tag] || tag === locale) return;
      if (talk) return send({ choice: '/language:' + tag }, t.language);
      speak(tag);
      if (!panel) shut();
    },
    /** Forgets the talk in this browser; what the server keeps, it keeps. */
    reset() {
      const again = isOpen();
      talk = null;
      remember();
      if (again) begin(); else { panel = null; shut(); }
    },
    remove: () => host.remove(),
    status: () => ({ flow, locale, open: isOpen(), state: talk ? state : 'idle', progress }),
    fill: () => { if (panel && !field.value) compose(); },
    moved,
    connect() {
      life = new AbortController();
      const on = (/** @type {any} */ where, /** @type {string} */ what, /** @type {any} */ then) => where.addEventListener(what, then, { signal: life.signal, capture: true });
      on(document, 'click', (/** @type {any} */ event) => {
        const from = event.target.closest('[data-aimant-open],a[href="#aimant"]');
        if (!from || (from.dataset.aimantOpen || flow) !== flow) return;
        event.preventDefault();
        open(from);
      });
      on(window, 'hashchange', hash);
      on(window, 'online', () => { if (nudge) nudge(); });
      on(window, 'storage', follow);
      on(window, 'scroll', () => { if ((scrollY + innerHeight) / document.documentElement.scrollHeight * 100 >= +(previewScroll || 999)) peek(); });
      on(document, 'mouseout', (/** @type {any} */ { clientY, relatedTarget }) => { if (previewExit != null && !relatedTarget && clientY <= 0) peek(); });
      on(document, 'toggle', () => { host.hidden = !!document.querySelector('dialog:modal'); });   // a modal dialog of the page stands alone
      if (window.visualViewport) for (const what of ['resize', 'scroll']) on(visualViewport, what, fit);
      if (panel) { fit(); if (state === 'handed_over') settle(); } else if (mode === 'page') open(); else shut(), hash();
      moved();
    },
    disconnect() {
      life.abort();
      clearTimeout(timer);
    },
  };
};

// ---- on the page ----

const later = (/** @type {() => void} */ then) => document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', then) : then();
/** The chats of script tags by their options: a script that runs again changes nothing. @type {Map<string, any>} */
const tags = new Map();
/** Puts the chat of a script tag where it belongs, and back when a router has swapped the page under it. @param {HTMLScriptElement} tag */
const embed = (tag) => {
  const { flow, mode = 'bubble', target } = tag.dataset, key = JSON.stringify(tag.dataset), host = tags.get(key) || el('aimant-chat');
  if (!flow) return;
  if (!tags.has(key)) Object.assign(host.dataset, tag.dataset);
  tags.set(key, host);
  host.place = () => {
    const spot = target && document.querySelector(target);
    if (host.isConnected) return;
    if (spot) spot.append(host);
    else if (mode === 'bubble' || mode === 'popup') document.body.append(host);
    else if (document.body.contains(tag)) tag.after(host);
  };
  later(host.place);
};

customElements.define('aimant-chat', class extends HTMLElement {
  /** @type {any} */
  chat;
  /** @type {any} */
  place;
  connectedCallback() {
    this.chat ||= chat(this);
    chats.add(this.chat);
    this.chat.connect();
  }
  disconnectedCallback() {
    chats.delete(this.chat);
    this.chat.disconnect();
    if (this.place) setTimeout(this.place);
  }
});

const travel = () => {
  visit();
  for (const one of chats) one.moved();
  setTimeout(() => { for (const host of tags.values()) host.place(); }, 300);
};
visit();
page.navigation?.addEventListener('currententrychange', travel);
addEventListener('popstate', travel);
addEventListener('pagehide', visit);

const each = (/** @type {string} */ name) => (/** @type {any} */ value = undefined) => later(() => { for (const one of chats) one[name](value); });
/** @type {Record<string, any>} */
const Aimant = {
  embed,
  open: each('start'), toggle: each('toggle'), close: each('close'), lang: each('lang'), reset: each('reset'),
  /** Of the first chat on the page: {flow, locale, open, state, progress}. */
  status: () => [...chats][0]?.status(),
  set(/** @type {Record<string, unknown>} */ values) {
    know(values);
    each('fill')();
  },
  /** Hears an event, as in `on('qualified', (detail) => …)`; what it gives back stops that. @param {string} name @param {(detail: any) => void} then */
  on(name, then) {
    const hear = (/** @type {any} */ event) => then(event.detail);
    document.addEventListener('aimant:' + name, hear);
    return () => document.removeEventListener('aimant:' + name, hear);
  },
  destroy() {
    for (const host of tags.values()) host.place = null;
    tags.clear();
    each('remove')();
  },
  push: (/** @type {any[][]} */ ...calls) => { for (const [name, ...args] of calls) Aimant[name](...args); },
};
const waiting = page.Aimant;
page.Aimant = Aimant;
embed(script);
later(() => Aimant.push(...(Array.isArray(waiting) ? waiting : [])));
})();
