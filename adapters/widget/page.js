// @ts-check
/* The full page: puts the chat there, at once or, for whoever came by a link from another device, once they have chosen. */
(() => {
const me = /** @type {HTMLScriptElement} */ (document.currentScript);
const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const asked = /** @type {HTMLElement} */ (main.querySelector('.asked'));
const trouble = /** @type {HTMLElement} */ (asked.querySelector('.error'));
const [yes, no] = /** @type {HTMLButtonElement[]} */ ([...asked.querySelectorAll('button')]);
const store = 'aimant:' + location.origin + me.dataset.flow, pending = store + '?';
const ticket = location.hash.split('#aimant-resume=')[1];

const chat = () => {
  const tag = document.createElement('script');
  tag.src = '/widget.js';
  Object.assign(tag.dataset, me.dataset);
  asked.remove();
  me.after(tag);
};

/** The choice is made: the link is out of the address, and what has the focus is not gone. */
const chosen = () => {
  try { localStorage.removeItem(pending); } catch { /* nothing is kept here */ }
  history.replaceState(history.state, '', location.pathname + location.search);
  main.tabIndex = -1;
  main.focus();
  chat();
};

/** What is wrong, by the name of its words; what can no longer be done goes. @param {'used' | 'kept' | 'trouble'} what */
const tell = (what) => {
  trouble.textContent = trouble.dataset[what] || '';
  trouble.hidden = false;
  yes.hidden = what !== 'trouble';
  (yes.hidden ? no : yes).focus();
};

/** The token that the talk will have here, the same at each try: so an answer that was lost costs nothing. */
const bearer = () => {
  const [of, made] = (localStorage.getItem(pending) || '').split(' ');
  if (of === ticket) return made;
  const fresh = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))).replace(/\W/g, (c) => ({ '+': '-', '/': '_' })[c] || '');
  localStorage.setItem(pending, ticket + ' ' + fresh);
  return fresh;
};

const goOn = async () => {
  const words = yes.textContent;
  let token;
  try { token = bearer(); } catch { return tell('kept'); }   // before the link is used up
  trouble.hidden = yes.disabled = no.disabled = true;
  yes.textContent = yes.dataset.wait || '';
  const response = await fetch('/api/v1/conversations/resume', {
    method: 'POST', body: JSON.stringify({ token: ticket, bearer: token }),
    headers: { 'Content-Type': 'application/json', 'Accept-Language': me.dataset.lang || '' }, signal: AbortSignal.timeout(2e4),
  }).catch(() => null);
  const answer = response?.ok && await response.json().catch(() => null);
  yes.textContent = words;
  yes.disabled = no.disabled = false;
  if (answer) {
    localStorage.setItem(store, JSON.stringify({ id: answer.conversation, token, queue: [] }));
    chosen();
  } else tell(response && /^4(?!29)/.test(`${response.status}`) ? 'used' : 'trouble');
};

addEventListener('hashchange', () => { if (location.hash.startsWith('#aimant-resume=')) location.reload(); });
if (!ticket) return chat();
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.languages a'))) link.hash = location.hash;
try { if (JSON.parse(localStorage.getItem(store) || '{}').token) no.textContent = no.dataset.stay || ''; } catch { /* none is kept */ }
yes.onclick = goOn;
no.onclick = chosen;
asked.hidden = false;
})();
