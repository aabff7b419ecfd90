/* Aimant's chat: one script tag, nothing stored or fetched before it is opened. Options: see README. */
(() => {
'use strict';
const script = document.currentScript;
if (!script || !window.fetch || !Element.prototype.attachShadow) return;
const { flow, lang: wanted = 'auto', mode = 'bubble', target, title, greeting, label, theme } = script.dataset;
const origin = new URL(script.src).origin;
const api = origin + '/api/v1/conversations';
const store = 'aimant:' + origin + ':' + flow;

const TEXTS = {
  en: {
    title: 'Chat', by: 'Automated assistant', open: 'Open the chat', close: 'Close', start: 'Start', again: 'Start again',
    note: 'An automated assistant answers you. Nothing is stored before you start.',
    menu: 'Options', log: 'Conversation', you: 'You said: ', bot: 'Assistant: ', person: 'Our team: ', typing: 'The assistant is typing',
    answer: 'Your answer', write: 'Or write your answer', message: 'Your message', send: 'Send', done: 'Confirm', skip: 'Skip', change: 'Change',
    name: 'Your name', email: 'Your e-mail address', tel: 'Your phone number',
    back: 'Back', why: 'Why do you ask?', human: 'Talk to a person', language: 'Français', restart: 'Start over',
    stop: 'Stop', erase: 'Delete my data', download: 'Download', byte: 'B',
    welcome: 'Welcome back. Here is where we left off.', fresh: 'Our earlier conversation is no longer available, so here is a new one.',
    offline: 'No connection for now. Your message is kept and I will try again.', busy: 'Many people are writing. I will try again in a moment.',
    go: 'Continue on ', retry: 'Try again', error: 'That did not work.', shut: 'The chat is not available on this site.', allow: 'Add to AIMANT_ALLOWED_ORIGINS:',
    ended: { done: 'That’s all, thank you!', stopped: 'The conversation has been stopped.', handed_over: 'A person from our team takes it from here.' },
    step: (n, of) => n > of ? 'All done' : `Step ${n} of ${of}`,
  },
  fr: {
    title: 'Discussion', by: 'Assistant automatique', open: 'Ouvrir la discussion', close: 'Fermer', start: 'Commencer', again: 'Recommencer',
    note: 'Un assistant automatique vous répond. Rien n’est enregistré avant que vous commenciez.',
    menu: 'Options', log: 'Conversation', you: 'Vous avez dit : ', bot: 'Assistant : ', person: 'Notre équipe : ', typing: 'L’assistant écrit',
    answer: 'Votre réponse', write: 'Ou écrivez votre réponse', message: 'Votre message', send: 'Envoyer', done: 'Valider', skip: 'Passer', change: 'Modifier',
    name: 'Votre nom', email: 'Votre adresse e-mail', tel: 'Votre numéro de téléphone',
    back: 'Revenir en arrière', why: 'Pourquoi cette question ?', human: 'Parler à une personne', language: 'English', restart: 'Tout recommencer',
    stop: 'Arrêter', erase: 'Supprimer mes données', download: 'Télécharger', byte: 'o',
    welcome: 'Content de vous revoir. Nous reprenons où nous en étions.', fresh: 'Notre conversation précédente n’est plus disponible, en voici une nouvelle.',
    offline: 'Pas de connexion pour l’instant. Votre message est gardé, je vais réessayer.', busy: 'Beaucoup de monde écrit. Je réessaie dans un instant.',
    go: 'Continuer sur ', retry: 'Réessayer', error: 'Cela n’a pas marché.', shut: 'La discussion n’est pas disponible sur ce site.', allow: 'Ajoutez à AIMANT_ALLOWED_ORIGINS :',
    ended: { done: 'C’est terminé, merci !', stopped: 'La conversation est arrêtée.', handed_over: 'Une personne de notre équipe prend le relais.' },
    step: (n, of) => n > of ? 'Terminé' : `Étape ${n} sur ${of}`,
  },
};

const CSS = `
:host{all:initial;color-scheme:light dark;--a:var(--aimant-accent,#0d6b4f);--on:var(--aimant-on-accent,#fff);--bg:var(--aimant-background,#fff);
--ink:var(--aimant-ink,#18241f);--dim:var(--aimant-muted,#56645d);--bot:var(--aimant-bubble,#eef3f0);--line:var(--aimant-line,#d7dfda);--edge:#78867f;--bad:#a3271b;
--r:var(--aimant-radius,18px);--gap:var(--aimant-offset,20px);--shadow:0 18px 50px -12px #0d211a47;
font:16px/1.45 var(--aimant-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Helvetica,Arial,sans-serif);color:var(--ink)}
:host(.inline),:host(.page){display:block;height:var(--aimant-height,600px)}
:host(.page),.inline,.page{height:100%}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){--a:var(--aimant-accent-dark,#5fd0a5);--on:var(--aimant-on-accent-dark,#04241a);
--bg:var(--aimant-background-dark,#131a17);--ink:#ecf2ee;--dim:#a3b1aa;--bot:#222c27;--line:#323e38;--edge:#7f8f87;--bad:#ffab9f;--shadow:0 0 0 1px #fff2,0 18px 50px -8px #000c}}
:host([theme=light]){color-scheme:light}
*{box-sizing:border-box;margin:0;font:inherit;color:inherit}
[hidden]{display:none!important}
button,a{cursor:pointer;border:1px solid transparent;padding:8px 16px;touch-action:manipulation}
:focus{outline:none}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
svg{width:22px;height:22px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;flex:none}
.launch,.bubble .panel{position:fixed;z-index:var(--aimant-z,2147483000);bottom:calc(var(--gap) + env(safe-area-inset-bottom,0px));inset-inline-end:var(--gap);box-shadow:var(--shadow)}
.launch{display:flex;align-items:center;gap:10px;min-width:60px;min-height:60px;justify-content:center;border-radius:30px}
.launch,.go,.face,.send,.sheet{background:var(--a);color:var(--on);font-weight:600}
.panel{position:relative;display:flex;flex-direction:column;overflow:hidden;height:100%;background:var(--bg);border:1px solid var(--line);border-radius:var(--r)}
.inline .panel{box-shadow:var(--shadow)}
.bubble .panel{width:min(var(--aimant-width,400px),calc(100vw - 2*var(--gap)));height:min(var(--aimant-height,660px),calc(100dvh - 2*var(--gap)))}
.page .panel{border:0;border-radius:0}
header{display:flex;align-items:center;gap:10px;padding:10px 8px 8px 16px}
.face{display:grid;place-items:center;width:38px;height:38px;border-radius:50%;flex:none}
.who{flex:1;min-width:0}
h2,b{font-weight:650;line-height:1.25}
.who p,.steps span,.hint,label,.change,small{font-size:13.5px;color:var(--dim)}
.page .who p{display:none}
.icon{display:grid;place-items:center;width:46px;height:46px;padding:0;border-radius:14px;background:none;flex:none}
.icon:hover,.menu button:hover{background:var(--bot)}
.menu{position:absolute;z-index:2;top:56px;inset-inline-end:10px;min-width:236px;padding:6px;background:var(--bg);border:1px solid var(--line);border-radius:14px;box-shadow:var(--shadow)}
.menu button{display:block;width:100%;min-height:44px;border-radius:9px;background:none;text-align:start}
.menu :last-child{color:var(--bad)}
.steps{display:flex;flex-direction:row-reverse;align-items:center;gap:12px;padding:0 16px 10px;border-bottom:1px solid var(--line)}
.steps span{white-space:nowrap}
progress{appearance:none;flex:1;width:100%;height:6px;border:0;border-radius:3px;background:var(--line);overflow:hidden}
progress::-webkit-progress-bar{background:var(--line)}
progress::-webkit-progress-value{background:var(--a);transition:inline-size .4s}
progress::-moz-progress-bar{background:var(--a)}
.scroll{position:relative;flex:1;overflow-y:auto;overscroll-behavior:contain;padding:16px}
.scroll:focus-visible{outline-offset:-3px}
.in{width:100%;max-width:680px;margin-inline:auto}
.m{display:flex;flex-direction:column;align-items:flex-start;margin-top:8px;max-width:88%}
.m p,.typing{padding:10px 14px;border-radius:5px var(--r) var(--r) var(--r);background:var(--bot);border:1px solid transparent;white-space:pre-wrap;overflow-wrap:anywhere;text-wrap:pretty}
.bot+.you,.you+.bot{margin-top:16px}
.you{margin-inline-start:auto;align-items:flex-end}
.you p{background:var(--a);color:var(--on);border-radius:var(--r) 5px var(--r) var(--r)}
.wait p{opacity:.66}
.person p{background:none;border-color:var(--a)}
.note,.end{margin:14px auto;text-align:center;color:var(--dim);font-size:14px;max-width:34ch}
.end button{font-size:16px}
.change{min-height:32px;padding:4px 6px;background:none;text-decoration:underline;text-underline-offset:3px}
.card{display:grid;grid-template-columns:auto 1fr;gap:4px 14px;width:100%;margin-top:8px;padding:14px;border:1px solid var(--line);border-radius:var(--r)}
.sheet{grid-row:span 2;display:grid;place-items:center;width:48px;height:60px;border-radius:6px 18px 6px 6px;font-size:13px}
.card a{grid-column:1/-1;margin-top:8px;display:flex;gap:8px;justify-content:center;text-decoration:none}
.go{align-items:center;min-height:46px;border-radius:14px}
.go:hover,.launch:hover{filter:brightness(1.09)}
.go:disabled{opacity:.45;cursor:default}
.typing{display:flex;gap:5px;width:max-content;margin-top:8px;padding:15px 16px}
.typing i{width:7px;height:7px;border-radius:50%;background:var(--dim)}
.tray{padding-top:14px}
fieldset{border:0;padding:0;min-width:0;display:flex;flex-wrap:wrap;gap:8px}
fieldset .go{flex-basis:100%}
.pick{min-height:44px;border:1.5px solid var(--a);border-radius:22px;background:var(--bg);color:var(--a);font-weight:550;text-align:start}
.pick[aria-pressed=true]{background:var(--a);color:var(--on)}
@media(hover:hover){.pick:hover{background:var(--a);color:var(--on)}}
.pick[aria-pressed=true]::before{content:"✓ " / ""}
.skip{border:1.5px dashed var(--edge);color:var(--dim)}
.alert{display:flex;align-items:center;gap:10px;justify-content:space-between;margin:0 12px 8px;padding:8px 8px 8px 14px;border:1px solid var(--bad);border-radius:12px;color:var(--bad);font-size:14.5px}
.alert:empty{margin:0;padding:0;border:0}
.alert button{min-height:44px;border-color:currentColor;border-radius:10px;background:none;flex:none}
form{padding:9px 12px calc(12px + env(safe-area-inset-bottom,0px));border-top:1px solid var(--line)}
form label{display:block;padding:0 4px 5px}
.row{display:flex;gap:8px;align-items:flex-end}
input,textarea{flex:1;min-width:0;min-height:46px;max-height:132px;padding:10px 14px;background:var(--bg);border:1.5px solid var(--edge);border-radius:14px;resize:none;field-sizing:content}
input:focus-visible,textarea:focus-visible{outline-offset:-2px}
form .hint{padding:5px 4px 0}
.row .send{background:var(--a)}
.teaser{justify-content:flex-end;gap:12px;padding:24px;background:linear-gradient(var(--bot),var(--bg) 55%)}
.teaser .m p{background:var(--bg);border-color:var(--line)}
.teaser .go{font-size:17px;min-height:54px}
@media(max-width:480px){
.bubble .panel,.inline .panel:not(.teaser){position:fixed;z-index:var(--aimant-z,2147483000);inset:0;width:auto;height:100dvh;border:0;border-radius:0}
:host(.inline){height:auto}}
@media(prefers-reduced-motion:no-preference){
.m,.pick,.note,.bubble .panel,.menu{animation:in .2s ease-out}
.typing i{animation:dot 1s infinite alternate}.typing i+i{animation-delay:.3s}
@keyframes in{from{opacity:0;transform:translateY(6px)}}@keyframes dot{to{opacity:.25}}}
@media(forced-colors:active){.m p,.typing,button,.card a,.face{border:1px solid}.typing i{background:CanvasText}progress{border:1px solid}
progress::-webkit-progress-value,.pick[aria-pressed=true]{background:Highlight;color:HighlightText;forced-color-adjust:none}}
`;

const ICONS = {
  magnet: 'M5 4h4.5v8a2.5 2.5 0 0 0 5 0V4H19v8a7 7 0 0 1-14 0ZM5 8.5h4.5M14.5 8.5H19', chat: 'M20 12a7 7 0 0 1-7 7H4l1.6-3.4A7 7 0 0 1 11 5h2a7 7 0 0 1 7 7Z',
  close: 'M6 6l12 12M18 6 6 18', menu: 'M5 7h14M5 12h14M5 17h14', send: 'M12 19V5M6 11l6-6 6 6', down: 'M12 4v11M7 11l5 5 5-5M5 20h14',
};
const put = (node, props) => {
  for (const [name, value] of Object.entries(props || {})) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value != null && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  return node;
};
const el = (tag, props, ...kids) => {
  const node = put(document.createElement(tag), props);
  node.append(...kids.filter(Boolean));
  return node;
};
const button = (className, click, props, ...kids) => el('button', { class: className, type: 'button', click, ...props }, ...kids);
const icon = (name) => {
  const make = (tag, props) => put(document.createElementNS('http://www.w3.org/2000/svg', tag), props), svg = make('svg', { viewBox: '0 0 24 24', 'aria-hidden': true });
  svg.append(make('path', { d: ICONS[name] }));
  return svg;
};
const media = (query) => matchMedia(`(${query})`).matches;
const calm = () => media('prefers-reduced-motion:reduce');
const full = () => mode !== 'page' && media('max-width:480px');
const newId = () => crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, 0)).join('');

// The language: the tag's, else the page's, else the browser's.
let locale = [wanted, document.documentElement.lang, ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => TEXTS[tag]) || 'en';
let t = TEXTS[locale];

const root = el('div', { class: mode }), host = el('div', { class: mode, theme }), shadow = host.attachShadow({ mode: 'open' }), sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);
shadow.adoptedStyleSheets = [sheet];
shadow.append(root);

let panel, heading, log, scroll, status, tray, notice, form, field, bar, menu, menuButton;   // the parts of the open panel
let talk;                   // {id, token}
let state, question, progress, last;
let said = [];              // what the log shows: {from, question, node, text, verb}
let queue = [];             // what is still to be sent: {body, label}; the id in the body is kept over retries
let sending, opener, nudge, hurry, live, places = [];

const remember = () => {
  try {
    if (talk && state !== 'stopped') localStorage.setItem(store, JSON.stringify({ ...talk, queue }));
    else localStorage.removeItem(store);
  } catch { /* private browsing: the talk lives as long as the page */ }
};
const recall = () => { try { return JSON.parse(localStorage.getItem(store)); } catch { return null; } };

// ---- the wire ----

const pause = (seconds) => new Promise((go) => setTimeout(go, seconds * 1000));
const ask = (path, body, patience = 2e4) => fetch(api + path, {
  method: body ? 'POST' : 'GET', body: body && JSON.stringify(body), credentials: 'omit', cache: 'no-store',
  headers: { ...(body && { 'Content-Type': 'application/json' }), ...(talk && { Authorization: 'Bearer ' + talk.token }) },
  signal: AbortSignal.timeout && AbortSignal.timeout(patience),
});

/** One request, repeated with back-off and jitter until the server has answered it for good. */
async function call(path, body) {
  for (let n = 0; ; n++) {
    let response, wait = Math.min(30, 2 ** n) * (0.5 + Math.random() / 2);
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
      if (after) wait = Math.min(300, Math.max(0, +after || (Date.parse(after) - Date.now()) / 1000 || 1)) + Math.random() / 2;
    } catch { response = null; }
    typing(false);
    await new Promise((go) => {
      nudge = go;
      if (n < 8) setTimeout(go, wait * 1000);
      complain(!response ? t.offline : response.status === 500 ? t.error : t.busy, go);
    });
  }
}

/** Opens a talk: the one this browser remembers, or a new one. */
async function begin(note) {
  const stored = !note && recall();
  said = []; queue = []; last = 0; state = 'open'; question = progress = talk = null;
  for (const part of [log, tray]) part.replaceChildren();
  bar.hidden = true;
  typing(true);
  if (stored && stored.token) {
    talk = { id: stored.id, token: stored.token };
    const { ok, data } = await call(`/${talk.id}?after=0`);
    if (ok) {
      queue = stored.queue || [];
      log.setAttribute('aria-live', 'off');
      await receive(data, null, true);
      remark(t.welcome);
      log.removeAttribute('aria-live');
      for (const item of queue) item.node = bubble({ from: 'you', text: item.label }, true);
      if (queue.length) pump();
      else if (wanted !== locale && state === 'open' && TEXTS[wanted]) send({ choice: '/language:' + wanted }, t.language);
      return;
    }
    note = t.fresh;
    talk = null;
  }
  const utm = {};
  for (const [name, value] of new URLSearchParams(location.search)) if (/^utm_[a-z_]{1,9}$/.test(name)) utm[name.slice(4)] = value.slice(0, 200);
  const { ok, data } = await call('', { flow, locale, page: (location.origin + location.pathname).slice(0, 2000), referrer: document.referrer.slice(0, 2000), utm });
  if (note) remark(note);
  if (!ok) { typing(false); return complain(data.detail || t.error, () => begin(note)); }
  talk = { id: data.conversation, token: data.token };
  await receive(data);
}

function send(body, label) {
  if (!talk) return;
  if (body.choice) body.question ||= question ? question.id : 'menu';
  const item = { body: { id: newId(), ...body }, label };
  queue.push(item);
  remember();
  complain();
  if (hurry) hurry();
  item.node = bubble({ from: 'you', text: label }, true);
  if (!form.contains(shadow.activeElement)) scroll.focus({ preventScroll: true });
  tray.replaceChildren();
  pump();
}

async function pump() {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const item = queue[0], late = setTimeout(typing, 300, true);
    const { ok, gone, data } = await call(`/${talk.id}/messages`, item.body);
    clearTimeout(late);
    queue.shift();
    if (gone) { await begin(t.fresh); break; }
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

// ---- what comes in ----

/** Shows a response: the person's own line replaces the one shown ahead of it, the bot's follow at reading pace. */
async function receive(data, item, history) {
  if (data.locale !== locale && TEXTS[data.locale]) { locale = data.locale; t = TEXTS[locale]; dress(); }
  // what a person wrote just before may come by the stream just after
  if (data.messages.length && data.messages[0].seq > last + 1) ({ data } = await call(`/${talk.id}?after=${last}`));
  let asked = data.state === 'open' || data.state === state ? question : null;
  for (const line of data.messages) {
    if (line.seq <= last) continue;
    last = line.seq;
    const own = line.from === 'you';
    if (own) { if (item) item.node.remove(); } else if (line.from === 'bot' && !history && queue.length < 2 && !calm()) {
      typing(true);
      await new Promise((go) => { hurry = go; setTimeout(go, Math.min(900, 200 + line.text.length * 5)); });
    }
    typing(false);
    bubble({ ...line, verb: own && (/^[hs]/.test(data.state) || item && String(item.body.choice)[0] === '/') });
    if (line.question) asked = line.question;
    else if (own && data.state !== 'open') asked = null;
  }
  if (item) item.node.remove();
  typing(false);
  ({ state, progress } = data);
  if (data.elsewhere && !places.length) { places = data.elsewhere; dress(); }
  question = asked;
  remember();
  settle();
}

/** Puts the controls in order once a turn is over: progress, change buttons, tray, field, focus. */
function settle() {
  const { done, of } = progress || {}, over = state === 'done' || done >= of;
  bar.hidden = !of;
  if (of) {
    bar.firstChild.textContent = t.step(over ? of + 1 : done + 1, of);
    put(bar.lastChild, { max: of, value: over ? of : done });
  }
  const latest = {};
  for (const line of said) if (line.from === 'you' && !line.verb) latest[line.question] = line;
  for (const line of said) {
    const name = line.question, words = `${t.change} : ${line.text}`;
    if (line.change) line.change.remove();
    line.change = name && latest[name] === line && name !== 'menu' && name !== 'erase' && state !== 'stopped' && !(question && question.id === name)
      && button('change', () => send({ choice: '/change', question: name }, words), { 'aria-live': 'off', 'aria-label': words }, t.change);
    if (line.change) line.node.append(line.change);
  }
  if (queue.length < 2) {
    const within = shadow.activeElement, held = form.contains(within);
    offer();
    compose();
    const next = (state === 'done' && log.querySelector('.m:nth-last-child(-n+3) .go')) || tray.querySelector('button') || (!media('pointer:coarse') && field);
    if (next && (held ? !field.value && next !== field : within === scroll || within === heading)) next.focus({ preventScroll: true });
  }
  down();
  if (state === 'handed_over') { if (!live) { live = true; listen(); } } else if (live && live.cancel) live.cancel();
}

/** A person leads the talk: their words come over a stream, which is opened again when it ends. */
async function listen() {
  for (let n = 0; state === 'handed_over' && panel.isConnected; n++) {
    try {
      const response = await ask(`/${talk.id}/events?after=${last}`, null, 6e5);
      if (response.status === 404) break;
      live = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = '', chunk; !(chunk = await live.read()).done;) {
        const parts = (text + chunk.value).split('\n\n');
        text = parts.pop();
        for (const [, data] of parts.map((part) => /^data: (.*)/m.exec(part)).filter(Boolean)) {
          n = 0;
          while (sending) await pause(0.1);
          await receive(JSON.parse(data));
        }
      }
    } catch { /* it is opened again */ }
    await pause(Math.min(30, 2 ** n) * (0.5 + Math.random() / 2));
  }
  live = null;
}

// ---- what is shown ----

function bubble(line, pending) {
  const { from, text, magnet } = line, own = from === 'you';
  const node = el('div', { class: `m ${from === 'person' ? 'bot person' : from}${pending ? ' wait' : ''}`, lang: locale },
    el('p', { class: magnet && text === magnet.title && 'vh' }, line.name ? el('b', null, line.name + ' : ') : el('span', { class: 'vh' }, t[from]), text.replace(/ (?=[?!:;»])/g, '\u00a0').replace(/« /g, '«\u00a0')));
  const asked = said.reduce((id, other) => other.from === 'you' ? id : other.question || id, null);
  if (!pending) said.push({ from, text, node, verb: line.verb, question: own ? asked : line.question && line.question.id });
  if (magnet) {
    const url = new URL(magnet.url, origin), kind = magnet.type.split('/')[1].toUpperCase(), mega = magnet.size >= 1e6;
    const size = (magnet.size / (mega ? 1e6 : 1e3)).toLocaleString(locale, { maximumFractionDigits: +mega });
    node.append(el('div', { class: 'card' }, el('span', { class: 'sheet', 'aria-hidden': true }, kind), el('b', null, magnet.title),
      el('span', { class: 'hint' }, `${kind} · ${size} ${mega ? 'M' : 'k'}${t.byte}`),
      /^http/.test(url.protocol) && el('a', { class: 'go', href: url, target: '_blank', rel: 'noopener', 'aria-label': `${t.download} : ${magnet.title}` }, icon('down'), t.download)));
  }
  log.insertBefore(node, pending ? null : log.querySelector('.wait'));
  down();
  return node;
}
const remark = (text) => { log.append(el('p', { class: 'note' }, text)); down(); };
const down = () => { scroll.scrollTop = 1e6; };

function typing(on) {
  if (on !== !!status.firstChild) status.replaceChildren(...(on ? [el('div', { class: 'typing' }, el('span', { class: 'vh' }, t.typing), el('i'), el('i'), el('i'))] : []));
  if (on) down();
}

/** An error or a lost connection, in words; with `again`, a button that tries at once. */
function complain(text, again) {
  notice.replaceChildren(...[text, again && button('', () => { complain(); again(); }, null, t.retry)].filter(Boolean));
}

/** The buttons that suit the question, or the end of the talk. */
function offer() {
  tray.replaceChildren();
  if (state !== 'open' && !(question && state === 'done')) tray.append(el('p', { class: 'note' }, t.ended[state]));
  form.hidden = state === 'stopped' && !question;
  if (!question && (state === 'done' || state === 'stopped')) {
    tray.append(el('p', { class: 'end' }, button('pick', () => form.hidden ? begin() : send({ choice: '/restart' }, t.again), null, t.again)));
  }
  if (!question) return;
  const { id, choices = [], optional, input } = question, many = input === 'choices', picked = new Set();
  const chosen = (part) => choices.filter(({ value }) => picked.has(value)).map((choice) => choice[part]);
  const confirm = many && button('go', () => send({ choice: chosen('value'), question: id }, chosen('label').join(', ')), { disabled: true }, t.done);
  const buttons = choices.map(({ value, label: words }) => button('pick', ({ currentTarget: pick, detail }) => {
    // the second half of a double click may land on the next question's button
    if (!many || value[0] === '/') return detail < 2 && send({ choice: value, question: id }, words);
    if (!picked.delete(value)) picked.add(value);
    put(pick, { 'aria-pressed': `${picked.has(value)}` });
    confirm.disabled = !picked.size;
  }, { 'aria-pressed': many && 'false' }, words));
  if (optional && !choices.some(({ value }) => value[0] === '/')) buttons.push(button('pick skip', () => send({ choice: '/skip', question: id }, t.skip), null, t.skip));
  if (buttons.length) tray.append(el('fieldset', null, el('legend', { class: 'vh' }, t.answer), ...buttons, confirm));
}

/** The field that suits the question; any words are always welcome in it. */
function compose() {
  const { kind, input, choices, hint } = question || {}, within = shadow.activeElement, held = form.contains(within);
  const ways = {   // label, autocomplete, inputmode
    email: [t.email, 'email', 'email'], tel: [t.tel, 'tel', 'tel'], number: [t.answer, 'off', 'decimal'], name: [t.name, 'name'],
    company: [t.answer, 'organization'], address: [t.answer, 'street-address'],
  };
  const [words, autocomplete = 'off', inputmode] = choices ? [t.write] : ways[input] || ways[kind] || [question ? t.answer : t.message];
  const long = autocomplete === 'off' && !inputmode || autocomplete[0] === 's', draft = field ? field.value : '';
  field = el(long ? 'textarea' : 'input', {
    id: 'field', name: autocomplete, rows: long && 1, inputmode, autocomplete, maxlength: 4000, enterkeyhint: 'send',
    autocapitalize: inputmode && 'none', spellcheck: inputmode && 'false', 'aria-describedby': hint && 'hint',
    keydown: (event) => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); } },
  });
  field.value = draft;
  const row = el('div', { class: 'row' }, field, el('button', { class: 'icon send', 'aria-label': t.send }, icon('send')));
  form.replaceChildren(el('label', { for: 'field' }, words), row, ...(hint ? [el('p', { class: 'hint', id: 'hint' }, hint)] : []));
  if (held) (within.id || !media('pointer:coarse') ? field : scroll).focus({ preventScroll: true });
}

function toggleMenu(open) {
  menu.hidden = !open;
  put(menuButton, { 'aria-expanded': `${open}` });
  (open ? menu.firstChild : menuButton).focus();
}

/** The words of the panel in the language of the talk. */
function dress() {
  const other = locale === 'fr' ? 'en' : 'fr';
  put(panel, { lang: locale });
  put(scroll, { 'aria-label': t.log });
  heading.textContent = title || (mode === 'page' ? t.by : t.title);
  heading.nextSibling.textContent = t.by;
  put(menuButton, { 'aria-label': t.menu });
  put(panel.querySelector('.shut'), { 'aria-label': t.close });
  menu.replaceChildren(...['back', 'why', 'human', 'language', 'restart', 'stop', 'erase'].map((verb) => button('', () => {
    toggleMenu(false);
    send({ choice: '/' + verb + (verb === 'language' ? ':' + other : '') }, t[verb]);
  }, { lang: verb === 'language' && other }, t[verb])));
  menu.prepend(...places.map((channel) => {
    const words = t.go + channel[0].toUpperCase() + channel.slice(1);
    return button('', async () => {
      toggleMenu(false);
      const { ok, data } = await call(`/${talk.id}/continue`, { channel });
      if (ok) remark(el('a', { href: data.url, target: '_blank', rel: 'noopener' }, words));
    }, null, words);
  }));
}

function build() {
  menu = el('div', { class: 'menu', id: 'menu', hidden: true });
  menuButton = button('icon', () => toggleMenu(menu.hidden), { 'aria-expanded': 'false', 'aria-controls': 'menu' }, icon('menu'));
  log = el('div', { role: 'log' });
  status = el('div', { role: 'status' });
  tray = el('div', { class: 'tray' });
  scroll = el('div', { class: 'scroll', tabindex: 0, role: 'group' }, el('div', { class: 'in' }, log, status, tray));
  notice = el('div', { class: 'alert', role: 'alert' });
  bar = el('label', { class: 'steps', hidden: true }, el('span'), el('progress'));
  heading = el('h2', { id: 'title', tabindex: -1 });
  form = el('form', { class: 'in', novalidate: true, submit: (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text || !talk) return;
    field.value = '';
    send({ text }, text);
  } });
  panel = el('section', { class: 'panel', 'aria-labelledby': 'title', keydown: keys, pointerdown: ({ target: on }) => {
    if (!menu.hidden && !menu.contains(on) && !menuButton.contains(on)) toggleMenu(false);
  } }, el('header', null, el('span', { class: 'face' }, icon('magnet')), el('div', { class: 'who' }, heading, el('p')), menuButton, button('icon shut', close, null, icon('close')), menu),
  bar, scroll, notice, form);
  dress();
  compose();
}

function keys(event) {
  if (hurry) hurry();
  if (event.key === 'Escape' && (!menu.hidden || mode === 'bubble' || full())) {
    event.preventDefault();
    if (menu.hidden) close(); else toggleMenu(false);
  } else if (event.key === 'Tab' && full()) {   // the full-screen panel hides the page, so focus stays in it
    const stops = [...panel.querySelectorAll('button,a,input,textarea,.scroll')].filter((node) => !node.disabled && node.getClientRects().length), end = stops.length - 1;
    if (shadow.activeElement === stops[event.shiftKey ? 0 : end]) { event.preventDefault(); stops[event.shiftKey ? end : 0].focus(); }
  }
}

// ---- opening and closing ----

function fit() {
  if (!panel) return;
  const view = window.visualViewport, whole = full();
  panel.style.height = whole && view ? view.height + 'px' : '';
  panel.style.transform = whole && view && view.offsetTop ? `translateY(${view.offsetTop}px)` : '';
  panel.setAttribute('role', whole || mode === 'bubble' ? 'dialog' : 'region');
  panel.ariaModal = whole ? 'true' : null;
  panel.querySelector('.shut').hidden = !whole && mode !== 'bubble';
  down();
}

function open(from) {
  const first = !panel;
  opener = from;
  if (first) build();
  if (!panel.isConnected) root.replaceChildren(panel);
  fit();
  if (mode !== 'page') {
    heading.focus({ preventScroll: true });
    if (mode === 'inline' && !full()) host.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' });
  }
  if (first) begin();
  else settle(), (tray.querySelector('button') || heading).focus({ preventScroll: true });
}

function close() {
  menu.hidden = true;
  shut();
  (opener && opener.isConnected ? opener : root.querySelector('button')).focus();
}

/** What stands there before the click: the launcher, or a card with a Start button. */
function shut() {
  root.replaceChildren(mode === 'bubble'
    ? button('launch', () => open(), { lang: locale, 'aria-label': !label && t.open, 'aria-haspopup': 'dialog' }, icon('chat'), label)
    : el('section', { class: 'panel teaser', lang: locale, 'aria-label': title || t.title }, el('span', { class: 'face' }, icon('magnet')),
      greeting && el('div', { class: 'm bot' }, el('p', null, greeting)), button('go', () => open(), null, panel ? t.open : t.start), el('small', null, t.note)));
}

function mount() {
  const place = target && document.querySelector(target);
  if (place) place.append(host);
  else if (mode === 'bubble') document.body.append(host);
  else script.after(host);
  if (mode === 'page') open(); else shut();
}

document.addEventListener('click', (event) => {
  const from = event.target.closest('[data-aimant-open]');
  if (!from || !['', flow].includes(from.dataset.aimantOpen)) return;
  event.preventDefault();
  open(from);
});
addEventListener('online', () => { if (nudge) nudge(); });
if (window.visualViewport) for (const what of ['resize', 'scroll']) visualViewport.addEventListener(what, fit);
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mount); else mount();
})();
