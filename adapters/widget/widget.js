// @ts-check
/* Aimant's chat: one script tag or <aimant-chat>, nothing stored or fetched before it is opened. Options: docs/embed.md.
   What is served is widget.min.js, which `make widget` derives from this file. */
(() => {
/** @typedef {{value: string, label: string}} Choice */
/** @typedef {{id: string, kind: string, input: string, skip?: string, choices?: Choice[], hint?: string, field: Record<string, any>}} Question */
/** @typedef {{title: string, type: string, size: number, url: string, label: string}} Magnet */
/** @typedef {{seq: number, from: string, text: string, name?: string, question?: Question, magnet?: Magnet, request?: boolean}} Line */
/** @typedef {{done: number, of: number}} Progress */
/** @typedef {{conversation: string, token: string, locale: string, state: string, messages: Line[], progress: Progress, step: string, words?: any, detail?: string, status?: number, url: string}} Answer */
/** @typedef {{text?: string, choice?: string | string[], question?: string, id?: string}} Body */
/** @typedef {{body: Body, label: string, node?: any}} Item What is still to be sent; the id in the body is kept over retries. */
/** @typedef {{text: string, node: any, question: string, change?: any}} Said An answer that may be changed. */

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const page = /** @type {any} */ (window);
if (page.Aimant?.embed) return page.Aimant.embed(script);   // the script ran before
const origin = new URL(script.src).origin, api = origin + '/api/v1/conversations';

/** What is said before a talk has begun; the rest, and its looks, come with the first answer (words.py, panel.css). @type {Record<string, any>} */
const TEXTS = {
  en: {
    title: 'Chat', by: 'Automated assistant', open: 'Open the chat', close: 'Close', start: 'Start',
    note: '. Nothing is stored before you start.',
    typing: 'The assistant is typing', wait: 'No answer. One moment…',
    busy: 'Many people are writing. One moment…', error: 'That did not work.', retry: 'Try again',
  },
  fr: {
    title: 'Discussion', by: 'Assistant automatique', open: 'Ouvrir la discussion', close: 'Fermer', start: 'Commencer',
    note: '. Rien n’est enregistré avant que vous commenciez.',
    typing: 'L’assistant écrit', wait: 'Pas de réponse. Un instant…',
    busy: 'Beaucoup de monde écrit. Un instant…', error: 'Cela n’a pas marché.', retry: 'Réessayer',
  },
};

// A colour is the page's --aimant-NAME, in the dark its --aimant-NAME-dark. --on is black or white, whichever reads
// better on the accent; --link is the accent, darkened or lightened until it reads well on the background.
const CSS = `
.root{all:initial;display:block;color-scheme:var(--scheme,light dark);
--a:light-dark(var(--aimant-accent,#0d6b4f),var(--aimant-accent-dark,var(--aimant-accent,#5fd0a5)));
--on:var(--aimant-on-accent,lab(from var(--a) clamp(0,(49 - l)*99,100) 0 0));
--link:light-dark(lab(from var(--a) min(l,40) a b),lab(from var(--a) max(l,70) a b));
--bg:light-dark(var(--aimant-background,#fff),var(--aimant-background-dark,#131a17));
--ink:light-dark(var(--aimant-ink,#18241f),var(--aimant-ink-dark,#ecf2ee));
--dim:var(--aimant-muted,color-mix(in oklab,var(--ink) 70%,var(--bg)));
--bot:var(--aimant-bubble,color-mix(in oklab,var(--a) 8%,var(--bg)));
--line:var(--aimant-line,color-mix(in oklab,var(--ink) 15%,var(--bg)));
--edge:color-mix(in oklab,var(--ink) 55%,var(--bg));
--bad:light-dark(#a3271b,#ffab9f);
--r:var(--aimant-radius,18px);
--gap:var(--aimant-offset,20px);
--safe:env(safe-area-inset-bottom,0px);
--side:auto var(--gap);
font:16px/1.5 var(--aimant-font,system-ui);color:var(--ink)}
:host([data-theme=light]){--scheme:light}
:host([data-theme=dark]){--scheme:dark}
:host([data-side=start]) .root{--side:var(--gap) auto}
:host([data-mode=inline]),:host([data-mode=page]){display:block;height:var(--aimant-height,600px)}
:host([data-mode=page]),.inline,.page,.panel{height:100%}
*{box-sizing:border-box;margin:0;font:inherit;color:inherit;unicode-bidi:plaintext}
[hidden],:host([hidden]){display:none!important}
button,a,.face,.m p,.typing,.alert:not(:empty){padding:8px 16px;border:1px solid #0000;border-radius:14px}
button,a{cursor:pointer;min-height:46px;background:none;text-align:start}
button:hover,a:hover{background-image:linear-gradient(#8883 0 0)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.vh,.trap{position:fixed;top:0;width:46px;height:46px;overflow:hidden;clip-path:inset(50%)}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round}
header,.launch,.alert,.go,.typing,.preview,.face,.icon{display:flex;align-items:center;justify-content:center;gap:8px}
.panel,.preview{background:var(--bg);border:1px solid var(--line);border-radius:var(--r);box-shadow:0 8px 40px -16px #0008}
.launch,.preview,.bubble .panel,.popup .panel{position:fixed;z-index:var(--aimant-z,2147483000);bottom:calc(var(--gap) + var(--safe));inset-inline:var(--side)}
.launch{min-width:60px;height:60px;border-radius:99px;box-shadow:0 8px 40px -16px #0008}
.launch,.go,.face{background:var(--a);color:var(--on)}
.launch,.go,h2{font-weight:600}
.preview{max-width:280px}
.bubble .preview{margin-bottom:68px}
.says{padding:16px}
.panel{position:relative;overflow:hidden}
.panel,.m{display:flex;flex-direction:column}
.bubble .panel,.popup .panel{width:min(var(--aimant-width,400px),100vw - 2*var(--gap));height:min(var(--aimant-height,660px),100dvh - 2*var(--gap))}
.popup .panel{inset:0;margin:auto}
.popup:has(.panel)::before{content:"";position:fixed;z-index:var(--aimant-z,2147483000);inset:0;background:#0008}
.page .panel{border:0;border-radius:0}
header{padding:8px 16px}
.face,.icon{flex:none;width:46px;height:46px;padding:0}
.face{width:40px;height:40px;border-radius:99px}
.who{flex:1;min-width:0}
.who p,.hint,.note{font-size:14px;color:var(--dim)}
.scroll{flex:1;overflow:auto;overscroll-behavior:contain;padding:16px}
.scroll{outline-offset:-3px}
.in{width:100%;max-width:660px;margin-inline:auto}
.m{align-items:start;margin-top:8px;max-width:88%}
.m p,.typing{border-radius:5px var(--r) var(--r);background:var(--bot);white-space:pre-wrap;overflow-wrap:anywhere}
.note{margin:16px auto;text-align:center;max-width:88%;overflow-wrap:anywhere}
.typing{width:max-content;margin-top:8px;padding:16px}
.typing i{border:4px solid;border-radius:99px}
.alert:not(:empty){margin:8px;border-color:currentColor;color:var(--bad)}
.alert button{border-color:currentColor;flex:none}
.teaser{justify-content:end;gap:8px;padding:16px;background-image:linear-gradient(var(--bot),var(--bg))}
@media(max-width:480px){
.bubble .panel,.popup .panel,.inline .panel:not(.teaser){position:fixed;z-index:var(--aimant-z,2147483000);inset:0;width:auto;height:100dvh;border:0;border-radius:0;padding-top:env(safe-area-inset-top)}
:host([data-mode=inline]){height:auto}}
@media(prefers-reduced-motion:no-preference){
.m,.note,.panel,.preview{animation:in .2s}
.typing i{animation:in .6s infinite alternate}.typing i+i{animation-delay:.2s}
@keyframes in{from{opacity:0;translate:0 6px}}}
`;

/** Icons, as paths in a square of 24. */
const MAGNET = 'M5 4h5v8a2 2 0 0 0 4 0V4h5v8a7 7 0 0 1-14 0ZM5 9h5M14 9h5', CROSS = 'M6 6l12 12M18 6 6 18';
/** Sets the properties and attributes that have a value. @param {any} node @param {any} props */
const put = (node, props) => {
  for (const name in props) {
    const value = props[name];
    if (value) name in node ? node[name] = value : node.setAttribute(name, value);
  }
  return node;
};
/** As in `el('p.note', { lang: 'fr' }, 'Bonjour')`; what has a class is a `::part` of the same name.
 * @param {string} tag @param {any[]} rest properties and attributes, children, or nothing @returns {any} */
const el = (tag, ...rest) => {
  const [name, part] = tag.split('.'), node = document.createElementNS('http://www.w3.org/' + (/svg|path/.test(name) ? '2000/svg' : '1999/xhtml'), name);
  put(node, { class: part, part });
  for (const one of rest) if (one) one.nodeType || one.trim ? node.append(one) : put(node, one);
  return node;
};
/** @param {string} part @param {(event: any) => unknown} click @param {any[]} rest */
const button = (part, click, ...rest) => el('button.' + part, { type: 'button', onclick: click }, ...rest);
const icon = (/** @type {string} */ d) => el('svg', { ariaHidden: true }, el('path', { d }));
/** The modes that stand over the page. */
const FLOATS = /bubble|popup/;
const media = (/** @type {string} */ query) => matchMedia('(' + query + ')').matches;
const focus = (/** @type {any} */ node) => node.focus({ preventScroll: true });
const newId = () => Date.now() + `${Math.random()}`.slice(2);
const pause = (/** @type {number} */ seconds) => new Promise((go) => setTimeout(go, seconds * 1000));

/** At most so many characters, and none of them half. */
const cut = (/** @type {unknown} */ text, /** @type {number} */ most) => /** @type {any} */ ([...String(text)].slice(0, most).join('')).toWellFormed();

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
/** @type {{utm: Record<string, string>, referrer: string, signals: {pages: {path: string, seconds: number}[], clicks: Record<string, string>}}} */
let trail = { utm: {}, referrer: cut(document.referrer, 2000), signals: { pages: [], clicks: {} } };
if (watch === 'early') trail = kept('sessionStorage', 'aimant:path') || trail;
for (const [name, value] of new URLSearchParams(location.search)) {
  if (/^utm_[a-z_]{1,9}$/.test(name)) trail.utm[name.slice(4)] ??= cut(value, 200);
  if (/^(gclid|fbclid|msclkid|ttclid)$/.test(name)) trail.signals.clicks[name] ??= cut(value, 200);
}
let since = 0;
const visit = () => {
  const { pages } = trail.signals, path = cut(location.pathname, 300), now = performance.now(), here = pages.at(-1);
  if (here) here.seconds += Math.round((now - since) / 1000);
  since = now;
  if (!here || here.path !== path) pages.push({ path, seconds: 0 });
  pages.splice(0, pages.length - 20);
  if (watch === 'early') kept('sessionStorage', 'aimant:path', trail);
};

/** What is known of the visitor, by question. @type {Record<string, string>} */
const known = {};
const SLUG = /^[a-z0-9][a-z0-9-]{0,39}$/;
const know = (/** @type {Record<string, unknown>} */ values) => {
  for (const [name, value] of Object.entries(values || {})) {
    if (/string|number/.test(typeof value) && SLUG.test(name) && (name in known || Object.keys(known).length < 30)) known[name] = cut(value, 500);
  }
};
/** The chats on this page, in their order. @type {Set<any>} */
const chats = new Set();

/** One chat in its <aimant-chat>. @param {any} host */
const chat = (host) => {
  /** @type {Record<string, any>} */
  const { dataset } = host;
  let flow = '', mode = '', store = '', seen = '', locale = '', spoken = '';   // `spoken`: which of the server's words are there
  /** @type {any} */
  let t;
  /** Takes the options; they may change until it is first opened. Gives whether they did. */
  const read = () => {
    for (const { name, value } of [...host.attributes]) {   // an attribute is as good as one that begins with data-
      const option = name.replace('data-', '');
      if (option === name && !/^(class|id|style|hidden|part)$/.test(name) && host.getAttribute('data-' + name) !== value) host.setAttribute('data-' + name, value);
      if (name === 'title') host.removeAttribute(name);
      if (/^known-/.test(option)) know({ [option.slice(6)]: value });
    }
    const now = JSON.stringify(dataset);
    if (panel || now === seen) return false;
    seen = now;
    ({ flow = '', mode = 'bubble' } = dataset);
    store = 'aimant:' + origin + flow;
    // The language: the tag's, else the page's, else the browser's.
    locale = [dataset.lang || '', document.documentElement.lang, ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => TEXTS[tag]) || 'en';
    t = TEXTS[locale];
    full = mode === 'page';
    floats = FLOATS.test(mode);
    put(root, { class: 'root ' + mode });
    return true;
  };

  const root = el('div.root', { onclick: (/** @type {any} */ { target }) => { if (target === root && panel) close(); } });
  const trap = el('input.trap', { name: 'website', tabindex: -1, autocomplete: 'off', ariaHidden: true });   // people leave it empty
  const shadow = host.attachShadow({ mode: 'open' }), sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(root, trap);

  /** The parts of the open panel. @type {any} */
  let panel, /** @type {any} */ heading, /** @type {any} */ log, /** @type {any} */ scroll, /** @type {any} */ status, /** @type {any} */ tray,
    /** @type {any} */ notice, /** @type {any} */ form, /** @type {any} */ field, /** @type {any} */ bar, /** @type {any} */ menu, /** @type {any} */ menuButton;
  /** @type {{id: string, token: string} | null} */
  let talk = null;
  let state = '', step = '', last = 0;
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
  const picked = new Set();
  /** How often a talk was opened: what comes for an earlier one changes nothing. */
  let runs = 0;
  let pickedFor = '', sending = false, hushed = false, floats = false, full = false, fresh = false;
  const teaser = el('div', { role: 'status' });

  /** @param {string} tag @param {any} [words] what the server adds */
  const speak = (tag, words) => {
    locale = tag;
    spoken = words?.tag || '';
    t = { ...TEXTS[tag], ...words };
    if (words) sheet.replaceSync(CSS + words.style);
    if (panel) dress();
  };
  const isFull = () => !full && media('max-width:480px');
  const isModal = () => mode === 'popup' || isFull();
  const isOpen = () => !!panel?.isConnected;

  /** Tells the page, never with anything personal. @param {string} name @param {any} [more] */
  const tell = (name, more) => {
    const detail = { flow, ...more };
    host.dispatchEvent(new CustomEvent('aimant:' + name, { bubbles: true, composed: true, detail }));
    if (dataset.datalayer != null) (page[dataset.datalayer || 'dataLayer'] ||= []).push({ event: 'aimant_' + name, ...detail });
  };

  const remember = () => kept('localStorage', store, talk && state !== 'stopped' && { ...talk, queue });

  // ---- the wire ----

  const ask = (/** @type {string} */ path, /** @type {any} */ body, patience = 2e4) => fetch(`${api + path + (body ? '?' : '&')}words=${spoken}`, {
    method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'Accept-Language': locale, ...(talk && { Authorization: 'Bearer ' + talk.token }) },
    signal: AbortSignal.timeout(patience),
  });

  /** One request, repeated with back-off and jitter until the server has answered it for good.
   * @param {string} path @param {any} [body] @returns {Promise<Answer>} a refusal has a status */
  async function call(path, body) {
    for (let n = 0; ; n++) {
      let code = 0, wait = Math.min(30, 2 ** n);
      try {
        const response = await ask(path, body);
        code = response.status;
        if (code < 500 && code !== 429) {
          const data = await response.json().catch(code > 399 ? Object : null);   // a refusal may be in no words at all
          complain();
          if (data.words?.shut) {   // nothing to try again until the site's owner acts
            console.error(data.words.allow, location.origin);
            typing(false);
            remark(data.words.shut);
            form.hidden = true;
            await pause(1e6);
          }
          if (code > 399) data.status = code;
          return data;
        }
        wait = Math.min(300, +(response.headers.get('Retry-After') || wait)) || 1;
      } catch { code = 0; }
      typing(false);
      await new Promise((go) => {
        nudge = go;
        if (n < 8) setTimeout(go, wait * (1 + Math.random()) * 1000);
        complain(t[code ? code === 500 ? 'error' : 'busy' : 'offline'] || t.wait, go);
      });
    }
  }

  /** Opens a talk: the one that this browser knows, or a new one. @param {string} [note] */
  async function begin(note) {
    const run = ++runs, stored = !note && kept('localStorage', store);
    if (scroll.contains(shadow.activeElement)) focus(scroll);
    sending = false; said = []; queue = []; last = 0; state = 'open'; question = progress = talk = on = null;
    log.replaceChildren();
    tray.replaceChildren();
    bar.hidden = true;
    typing(true);
    if (stored?.token) {
      talk = stored;
      const data = await call(`/${stored.id}?after=0`);
      if (run !== runs) return;
      if (!data.status) {
        queue = stored.queue || [];
        log.ariaLive = 'off';
        await receive(data, null, true, note);
        remark(t.welcome, button('change', () => verb('/restart'), t.menu['/restart']));
        log.ariaLive = null;
        for (const item of queue) item.node = bubble({ from: 'you', text: item.label }, true);
        if (queue.length) pump();
        return;
      }
      note = 'fresh';
      talk = null;
    }
    if (!full) await pause(0.6 - performance.now() / 1000);   // sooner, the server takes it for a machine
    visit();
    const data = await call('', {
      get age_ms() { return full ? undefined : Math.round(performance.now()); },   // at each try
      flow: SLUG.test(flow) ? flow : 'data-flow', locale, page: cut(location.origin + location.pathname, 2000), known,
      ...(dataset.signals !== 'off' && trail), trap: trap.value,
    });
    if (run !== runs) return;
    if (data.status) { typing(false); return complain(data.detail || t.wait, () => begin(note)); }
    talk = { id: data.conversation, token: data.token };
    fresh = true;
    await receive(data, null, false, note);
  }

  /** @param {Body} body @param {string} words */
  function send(body, words) {
    if (!talk) return;
    if (body.choice) body.question ||= question?.id || 'menu';
    /** @type {Item} */
    const item = { body: { id: newId(), ...body }, label: words };
    if (question && (body.choice || '')[0] !== '/') tell('answer', { question: question.id });
    queue.push(item);
    fresh = false;
    remember();
    complain();
    hurry?.();
    item.node = bubble({ from: 'you', text: words }, true);
    if (!form.contains(shadow.activeElement)) focus(scroll);
    tray.replaceChildren();
    pump();
  }

  /** @param {string} choice one of the menu's */
  const verb = (choice) => spoken && send({ choice }, t.menu[choice]);

  async function pump() {
    const run = runs;
    if (sending) return;
    sending = true;
    while (queue.length && talk) {
      const item = queue[0], late = setTimeout(typing, 300, true);
      const data = await call(`/${talk.id}/messages`, item.body);
      clearTimeout(late);
      if (run !== runs) return;   // it was forgotten meanwhile
      queue.shift();
      if (/401|404|410/.test(`${data.status}`)) return begin('fresh');
      if (!data.status) await receive(data, item);
      else {
        item.node.remove();
        field.value ||= item.body.text || '';
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
    if (key !== store || !talk) return;
    const other = JSON.parse(newValue);
    if (!other) { state = 'stopped'; question = null; return settle(); }
    if (other.id !== talk.id) return begin();
    talk.token = other.token;   // it may have come back by a link
    if (other.queue.length) return;
    const data = await call(`/${talk.id}?after=${last}`);
    while (sending) await pause(0.1);
    if (!data.status && (data.state !== state || (data.messages.at(-1)?.seq || 0) > last)) await receive(data);
  }

  // ---- what comes in ----

  /** Shows a response: the person's own line replaces the one shown ahead of it, the bot's follow at reading pace.
   * @param {Answer} data @param {Item | null} [item] @param {boolean} [past] whether it was said before this visit
   * @param {string} [note] a word to be said first */
  async function receive(data, item, past, note) {
    if (data.words) speak(data.locale, data.words);
    if (note) remark(t[note]);
    // what a person wrote just before may come by the stream just after
    if (talk && data.messages[0]?.seq > last + 1) data = await call(`/${talk.id}?after=${last}`);
    if (question?.id === 'erase' && data.state === 'stopped') { log.replaceChildren(); said = []; }   // it is erased here, too
    const run = runs;
    let asked = data.state === 'open' || data.state === state ? question : null;
    for (const line of data.messages) {
      if (line.seq <= last) continue;
      last = line.seq;
      const own = line.from === 'you';
      if (own) item?.node.remove(); else if (line.from === 'bot' && !past && queue.length < 2 && media('prefers-reduced-motion:no-preference')) {
        typing(true);
        await new Promise((go) => { hurry = go; setTimeout(go, Math.min(900, 200 + line.text.length * 5)); });
        if (run !== runs) return;
      }
      typing(false);
      bubble({ ...line, verb: line.request || own && /^[hs]/.test(data.state) });
      if (line.question) asked = line.question;
      else if (own && data.state !== 'open') asked = null;
    }
    item?.node.remove();
    typing(false);
    const before = state, done = progress?.done || 0;
    ({ state, progress, step } = data);
    question = asked;
    remember();
    settle();
    if (!item) return;   // the tab that answered tells
    if (progress.done > done) tell('step', progress);
    if (state !== before && state === 'done') tell('done');
    if (state !== before && state === 'handed_over') tell('handoff');
  }

  /** The control that comes next: of the end the download, else the first button, else the field where no keyboard pops up. */
  const next = () => state === 'done' && log.querySelector('.m:nth-last-child(-n+3) .go') || tray.querySelector('button') || !media('pointer:coarse') && field;

  /** Puts the controls in order once a turn is over: progress, change buttons, tray, field, focus. */
  function settle() {
    const { done, of } = progress || /** @type {any} */ ({});
    bar.hidden = !of;
    if (of) {
      bar.lastChild.textContent = step;
      bar.firstChild.max = of;
      bar.firstChild.value = state === 'done' ? of : done;
    }
    const settled = new Set([question?.id, 'menu', 'erase']);
    for (const line of /** @type {any} */ (said).toReversed()) {
      const { question: name, text } = line, words = t.change + t.colon + text;
      if (state === 'stopped' || settled.has(name)) line.change?.remove();
      else if (!line.change?.isConnected) {
        line.change = button('change', () => send({ choice: '/change', question: name }, words), { ariaLive: 'off', ariaLabel: words }, t.change);
        line.node.append(line.change);
      }
      settled.add(name);
    }
    if (spoken && queue.length < 2) {
      const within = shadow.activeElement, held = form.contains(within), lost = tray.contains(within);
      offer();
      compose();
      const to = fresh && tray.offsetTop > form.offsetTop - 62 ? scroll : next();   // never to a button out of sight
      if (to && (held ? !field.value && to !== field : lost || within === scroll || within === heading)) focus(to);
    }
    down();
    if (state === 'handed_over') { if (!live) { live = true; listen(); } } else live?.cancel?.();
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
      await pause(Math.min(30, 2 ** n) * (1 + Math.random()));
    }
    live = null;
  }

  // ---- what is shown ----

  /** @param {any} line @param {boolean} [pending] */
  function bubble(line, pending) {
    const { from, text, magnet } = line, own = from === 'you';
    const node = el(`div.m ${from === 'person' ? 'bot person' : from}${pending ? ' wait' : ''}`, { lang: locale },
      el(magnet && text === magnet.title ? 'p.vh' : 'p', { dir: 'auto' }, line.name ? el('b', line.name + t.colon) : el('span.vh', { dir: 'auto' }, t[from]), text));
    if (!own && line.question) on = line.question.id;
    if (own && on && !pending && !line.verb) said.push({ text, node, question: on });
    if (magnet) {
      const url = new URL(magnet.url, origin);
      node.append(el('div.card', el('span.sheet', { ariaHidden: true }, magnet.label.split(' ')[0]), el('b', magnet.title),
        el('span.hint', magnet.label),
        /^http/.test(url.protocol) && el('a.go', {
          href: url, target: '_blank', ariaLabel: t.download + t.colon + magnet.title, onclick: () => tell('download', { type: magnet.type }),
        }, icon('M12 4v11M7 11l5 5 5-5M5 20h14'), t.download)));
    }
    log.insertBefore(node, pending ? null : log.querySelector('.wait'));
    down();
    return node;
  }
  const remark = (/** @type {any[]} */ ...kids) => { log.append(el('p.note', ...kids)); down(); };
  /** To the newest lines; of a new talk, until the visitor does something, to the first. */
  const down = () => { scroll.scrollTop = fresh ? 0 : 1e6; };

  /** @param {boolean} on */
  function typing(on) {
    if (!on) return status.replaceChildren();
    if (!status.firstChild) status.append(el('div.typing', el('span.vh', t.typing), el('i'), el('i'), el('i')));
    down();
  }

  /** An error or a lost connection, in words; with `again`, a button that tries at once. @param {string} [text] @param {any} [again] */
  function complain(text, again) {
    const held = notice.contains(shadow.activeElement);
    if (text) tell('error');
    notice.replaceChildren(text || '', again ? button('', () => { complain(); again(); }, t.retry) : '');
    if (held) focus(scroll);
    down();
  }

  /** The buttons that suit the question, or the end of the talk. */
  function offer() {
    tray.replaceChildren();
    if (state !== 'open' && !(question && state === 'done')) tray.append(el('p.note', t[state]));
    form.hidden = state === 'stopped' && !question;
    if (!question && (state === 'done' || state === 'stopped')) {
      tray.append(el('p.note', button('pick', () => form.hidden ? begin() : send({ choice: '/restart' }, t.again), t.again)));
    }
    if (!question) return;
    const { id, choices = [], input, skip } = question, many = input === 'choices';
    if (pickedFor !== id) picked.clear();
    pickedFor = id;
    const chosen = (/** @type {'value' | 'label'} */ part) => choices.filter(({ value }) => picked.has(value)).map((choice) => choice[part]);
    const confirm = many && button('go', () => send({ choice: chosen('value'), question: id }, chosen('label').join(', ')), { disabled: !picked.size }, t.confirm);
    const buttons = choices.map(({ value, label: words }) => button('pick', ({ currentTarget: pick, detail }) => {
      // the second half of a double click may land on the next question's button
      if (detail > 1) return;
      if (!many || value[0] === '/') return send({ choice: value, question: id }, words);
      if (!picked.delete(value)) picked.add(value);
      pick.ariaPressed = picked.has(value);
      confirm.disabled = !picked.size;
    }, { ariaPressed: many && `${picked.has(value)}` }, words));
    if (skip) buttons.push(button('pick skip', () => send({ choice: '/skip', question: id }, skip), skip));
    const arrows = (/** @type {any} */ event) => {
      const way = +/^Arrow[DR]/.test(event.key) - +/^Arrow[UL]/.test(event.key), at = buttons.indexOf(shadow.activeElement);
      if (!way || at < 0) return;
      event.preventDefault();
      buttons.at((at + way) % buttons.length).focus();
    };
    if (buttons[0]) tray.append(el('fieldset', { onkeydown: arrows }, el('legend.vh', t.answer), ...buttons, confirm));
  }

  /** The field that suits the question; any words are always welcome in it. */
  function compose() {
    const { id, kind, input, choices, hint, field: { label, slip, ...more } } = question || /** @type {any} */ ({ field: t.free });
    const within = shadow.activeElement, held = form.contains(within), draft = field?.value;
    field = el(more.rows ? 'textarea' : 'input', {
      ...more, id: 'field', maxlength: 4000, enterkeyhint: 'send', dir: 'auto',
      'aria-describedby': 'hint wrong',
      oninput: () => {
        fresh = false;
        field.ariaInvalid = null;
        if (!notice.firstElementChild) notice.replaceChildren();
      },
      onkeydown: (/** @type {any} */ event) => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); } },
    });
    field.slip = slip;
    field.value = draft || !choices && (known[id] || known[input] || known[kind]) || '';
    const row = el('div.row', field, el('button.icon send', { ariaLabel: t.send }, icon('M12 19V5M6 11l6-6 6 6')));
    form.replaceChildren(el('label', { for: 'field' }, label), row, el('p.hint', { id: 'hint', hidden: !hint }, hint));
    if (held) focus(within.id || !media('pointer:coarse') ? field : scroll);
  }

  /** Sends what is written. What can only be a slip is told first, and sent when it is insisted on. @param {any} event */
  function submit(event) {
    event.preventDefault();
    const text = cut(field.value.trim(), 4000);
    if (!text || !talk) return;
    if (field.told !== text && field.validity.patternMismatch) {
      field.told = text;
      field.ariaInvalid = true;
      field.focus();
      return complain(field.slip);
    }
    field.value = '';
    send({ text }, text);
  }

  /** @param {boolean} on */
  function toggleMenu(on) {
    menu.hidden = !on;
    menuButton.ariaExpanded = on;
    (on ? menu.firstChild : menuButton).focus();
  }

  /** The words of the panel in the language of the talk. */
  function dress() {
    panel.lang = locale;
    heading.textContent = dataset.title || (full ? t.by : t.title);
    heading.nextSibling.textContent = full ? '' : t.by;
    menuButton.hidden = !spoken;
    panel.querySelector('.shut').ariaLabel = t.close;
    menu.replaceChildren(...Object.entries(t.menu || {}).map(([name, words]) => button('', async () => {   // a verb, or a channel to go on in
      toggleMenu(false);
      if (name[0] === '/') return verb(name);
      const { url } = await call(`/${/** @type {any} */ (talk).id}/continue`, { channel: name }), web = name === 'web';
      if (!url) return remark(t.fresh);
      remark(web && t.link, el('a', { href: url, target: '_blank' }, web ? url : words));
    }, { lang: name.split(':')[1] }, words)));
  }

  function build() {
    menu = el('div.menu', { hidden: true });
    menuButton = button('icon', () => toggleMenu(menu.hidden), { ariaExpanded: 'false', ariaLabel: 'Options' }, icon('M5 7h14M5 12h14M5 17h14'));
    log = el('div.log', { role: 'log' });
    status = el('div', { role: 'status' });
    tray = el('div.tray');
    scroll = el('div.scroll', { tabindex: '0', role: 'group', ariaLabel: 'Conversation' }, el('div.in', log, status, tray));
    notice = el('div.alert', { role: 'alert', id: 'wrong' });
    bar = el('label.steps', { hidden: true }, el('progress'), el('span'));
    heading = el('h2', { id: 'title', tabindex: -1 });
    form = el('form.in', { hidden: true, novalidate: true, onsubmit: submit });
    panel = el('section.panel', { 'aria-labelledby': 'title', onkeydown: keys, onpointerdown: (/** @type {any} */ { target: on }) => {
      fresh = false;
      if (!menu.hidden && !menu.contains(on) && !menuButton.contains(on)) toggleMenu(false);
    } }, el('header', el('span.face', icon(MAGNET)), el('div.who', heading, el('p')), menuButton, button('icon shut', close, icon(CROSS)), menu),
    bar, scroll, notice, form);
    dress();
  }

  /** @param {any} event */
  function keys(event) {
    const { key } = event, at = shadow.activeElement;
    hurry?.();
    if (key === 'Escape' && (!menu.hidden || floats || isFull())) {
      event.preventDefault();
      if (menu.hidden) close(); else toggleMenu(false);
    } else if (key === 'F6') {
      event.preventDefault();
      (at === scroll && next() || scroll).focus();
    } else if (key === 'Tab' && isModal()) {   // a panel that hides the page keeps the focus in it
      const stops = [...panel.querySelectorAll('button:enabled,a,#field,.scroll')].filter((node) => node.offsetWidth), { shiftKey } = event;
      if (at === stops.at(shiftKey ? 0 : -1)) { event.preventDefault(); stops.at(shiftKey ? -1 : 0).focus(); }
    }
  }

  // ---- before it is opened ----

  /** Whether the page's path is one of those that the preview is for, as in "/prices,/blog/*". */
  const suits = () => (dataset.previewPaths || '*').split(',').some((/** @type {string} */ rule) => {
    const [head, more] = rule.trim().split('*');
    return more == null ? location.pathname === head : location.pathname.startsWith(head);
  });
  const hush = () => {
    hushed = true;
    teaser.replaceChildren();
    if (dataset.preview) kept('sessionStorage', 'aimant:hushed', 1);
  };
  /** Shows the preview bubble, once. */
  const peek = () => {
    const { preview } = dataset;
    if (!preview || hushed || kept('sessionStorage', 'aimant:hushed') || teaser.firstChild || !suits()) return;
    teaser.append(el('div.preview', { lang: locale }, button('says', () => open(), preview), button('icon', () => {
      hush();
      root.querySelector('.launch')?.focus();
    }, { ariaLabel: t.close }, icon(CROSS))));
  };
  /** On another page of the site: the preview of this one, and the time to its coming starts again. */
  const moved = () => {
    if (!suits()) teaser.replaceChildren();
    clearTimeout(timer);
    const { previewAfter, previewScroll, previewExit } = dataset, after = previewAfter ?? (previewScroll || previewExit != null ? null : 5);
    if (after != null) timer = setTimeout(peek, after * 1000);
  };

  /** What stands there before the click: the launcher, or a card with a Start button. */
  function shut() {
    root.replaceChildren(teaser, ...(mode === 'popup' ? [] : mode === 'bubble'
      ? [button('launch', () => open(), { lang: locale, ariaLabel: !dataset.label && t.open, ariaHasPopup: 'dialog' }, icon(MAGNET), dataset.label)]
      : [el('section.panel teaser', { lang: locale, ariaLabel: dataset.title || t.title }, el('span.face', icon(MAGNET)),
        dataset.greeting && el('div.m bot', el('p', dataset.greeting)), button('go', () => open(), panel ? t.open : t.start), el('p.hint', t.by + t.note))]));
  }

  // ---- opening and closing ----

  function fit() {
    if (!panel) return;
    const { height, offsetTop, scale } = /** @type {VisualViewport} */ (visualViewport), whole = isFull(), covered = innerHeight - height - offsetTop;
    panel.style.cssText = whole ? `height:${height}px;translate:0 ${offsetTop}px`
      : floats && covered > 0 && scale < 1.01 ? `bottom:calc(${covered}px + var(--gap));max-height:calc(${height}px - 2*var(--gap))` : '';   // by a keyboard
    panel.role = whole || floats ? 'dialog' : 'region';
    panel.ariaModal = isModal() || null;
    panel.querySelector('.shut').hidden = !whole && !floats;
    down();
  }

  /** @param {any} [from] what the focus goes back to */
  function open(from) {
    const first = !panel, at = document.activeElement;
    if (isOpen()) return focus(heading);
    if (first) read();
    opener = from || at !== host && at !== document.body && at;
    hush();
    if (first) build();
    root.replaceChildren(panel);
    fit();
    if (!full) {
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
    (opener?.isConnected ? opener : root.querySelector('.launch,.go'))?.focus();
    tell('close');
  }

  const hash = () => { if (location.hash === '#aimant') open(); };

  new MutationObserver(() => { if (read() && !full) shut(), moved(); }).observe(host, { attributes: true });
  read();

  return {
    close,
    /** Gives whether it is the one that was meant. @param {string} which */
    start: (which) => (which || flow) === flow && (open(), true),
    toggle: () => isOpen() ? close() : open(),
    /** Talks on in another language. @param {string} tag */
    lang(tag) {
      if (!TEXTS[tag] || tag === locale) return;
      if (talk) return verb('/language:' + tag);
      speak(tag);
      if (!panel) shut();
    },
    /** Forgets the talk in this browser; what the server keeps, it keeps. */
    reset() {
      const again = isOpen();
      talk = null;
      runs++;
      remember();
      if (again) begin(); else { panel = null; shut(); }
    },
    remove: () => host.remove(),
    status: () => ({ flow, locale, open: isOpen(), state: talk ? state : 'idle', progress }),
    fill: () => { if (spoken && field && !field.value) compose(); },
    moved,
    connect() {
      life = new AbortController();
      const on = (/** @type {any} */ where, /** @type {string} */ what, /** @type {any} */ then) => where.addEventListener(what, then, { signal: life.signal, capture: true });
      on(document, 'click', (/** @type {any} */ event) => {
        const from = event.target.closest('[data-aimant-open],a[href="#aimant"]');
        if (!from || event.defaultPrevented || (from.dataset.aimantOpen || flow) !== flow) return;   // another chat took it
        event.preventDefault();
        open(from);
      });
      on(window, 'hashchange', hash);
      on(window, 'online', () => { nudge?.(); });
      on(window, 'storage', follow);
      on(window, 'scroll', () => { if ((scrollY + innerHeight) / document.documentElement.scrollHeight * 100 >= (dataset.previewScroll || 999)) peek(); });
      on(document, 'mouseout', (/** @type {any} */ { clientY, relatedTarget }) => { if (dataset.previewExit != null && !relatedTarget && clientY <= 0) peek(); });
      on(document, 'toggle', () => { host.hidden = !!document.querySelector('dialog:modal'); });   // a modal dialog of the page stands alone
      on(visualViewport, 'resize', fit);
      on(visualViewport, 'scroll', fit);
      if (panel) { fit(); if (state === 'handed_over') settle(); } else if (full) queueMicrotask(open); else shut(), hash();
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
/** Puts the chat of a script tag where it belongs, and back when a router has swapped the page under it. */
const embed = (tag = script) => {
  const { flow, mode = 'bubble', target } = tag.dataset, key = JSON.stringify(tag.dataset), host = tags.get(key) || el('aimant-chat');
  if (!flow) return;
  Object.assign(host.dataset, tag.dataset);
  tags.set(key, host);
  host.place = () => {
    const spot = target && document.querySelector(target);
    if (host.isConnected) return;
    if (spot) spot.append(host);
    else if (FLOATS.test(mode)) document.body.append(host);
    else if (document.body.contains(tag)) tag.after(host);
  };
  later(host.place);
};

customElements.define('aimant-chat', /** @type {any} */ (class extends /** @type {any} */ (HTMLElement) {
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
}));

const travel = () => {
  visit();
  for (const one of chats) one.moved();
  setTimeout(() => { for (const host of tags.values()) host.place(); }, 300);
};
visit();
page.navigation?.addEventListener('currententrychange', travel);
addEventListener('popstate', travel);
addEventListener('pagehide', visit);

const each = (/** @type {string} */ name) => (/** @type {any[]} */ ...values) => later(() => { for (const one of chats) one[name](...values); });
/** @type {Record<string, any>} */
const Aimant = {
  embed,
  open: (/** @type {string} */ flow) => later(() => [...chats].some((one) => one.start(flow))),
  toggle: each('toggle'), close: each('close'), lang: each('lang'), reset: each('reset'),
  /** Of the first chat on the page: {flow, locale, open, state, progress}. */
  status: () => [...chats][0]?.status(),
  set(/** @type {Record<string, unknown>} */ values) {
    know(values);
    each('fill')();
  },
  /** Hears an event, as in `on('done', (detail) => …)`; what it gives back stops that. @param {string} name @param {(detail: any) => void} then */
  on(name, then) {
    const hear = (/** @type {any} */ event) => then(event.detail);
    addEventListener('aimant:' + name, hear);
    return () => removeEventListener('aimant:' + name, hear);
  },
  destroy() {
    for (const host of tags.values()) host.place = null;
    tags.clear();
    each('remove')();
  },
  push: (/** @type {any[][]} */ ...calls) => { for (const call of calls) { const [name, ...args] = /** @type {any[]} */ ([]).concat(call); Aimant[name]?.(...args); } },
};
const waiting = page.Aimant;
page.Aimant = Aimant;
embed(script);
later(() => Aimant.push(...(waiting || [])));
})();
