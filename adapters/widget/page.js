// @ts-check
/* The full page: puts the chat there, at once or, for whoever came by a link from another device, once they have chosen. */
(() => {
const me = /** @type {HTMLScriptElement} */ (document.currentScript);
const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const asked = /** @type {HTMLElement} */ (main.querySelector('.asked'));
const [trouble, yes, no] = /** @type {HTMLElement[]} */ ([...asked.querySelectorAll('.error, button')]);
const store = 'aimant:' + location.origin + me.dataset.flow;
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
  history.replaceState(history.state, '', location.pathname + location.search);
  main.tabIndex = -1;
  main.focus();
  chat();
};

const goOn = async () => {
  trouble.hidden = true;
  const response = await fetch('/api/v1/conversations/resume', {
    method: 'POST', body: JSON.stringify({ token: ticket }), headers: { 'Content-Type': 'application/json', 'Accept-Language': me.dataset.lang || '' },
    signal: AbortSignal.timeout(2e4),
  }).catch(() => null);
  if (response?.ok) {
    const { conversation: id, token } = await response.json();
    try { localStorage.setItem(store, JSON.stringify({ id, token })); } catch { /* private browsing: the talk cannot move here */ }
    return chosen();
  }
  const gone = response && /^4(?!29)/.test(`${response.status}`);
  trouble.textContent = trouble.dataset[gone ? 'used' : 'trouble'] || '';
  trouble.hidden = false;
  yes.hidden = !!gone;
  if (gone) no.focus();
};

addEventListener('hashchange', () => { if (location.hash.startsWith('#aimant-resume=')) location.reload(); });
if (!ticket) return chat();
try { if (JSON.parse(localStorage.getItem(store) || '{}').token) no.textContent = no.dataset.stay || ''; } catch { /* none is kept */ }
yes.onclick = goOn;
no.onclick = chosen;
asked.hidden = false;
})();
