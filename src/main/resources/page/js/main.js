// Puts the page together: frame, live data, views.

import {get, token} from './api.js';
import {fill, h} from './dom.js';
import {isLocal, now, zone} from './format.js';
import * as keys from './keys.js';
import {Live} from './live.js';
import {refreshAges} from './parts.js';
import {Router, to} from './router.js';
import {Store} from './store.js';
import {breach} from './views/breach.js';
import {breaches} from './views/breaches.js';
import {contracts} from './views/contracts.js';
import {dataset} from './views/dataset.js';
import {editor} from './views/editor.js';
import {instances} from './views/instances.js';
import {overview} from './views/overview.js';
import {services} from './views/services.js';
import {settings} from './views/settings.js';
import * as words from './words.js';

const INSTANCES_EVERY_MS = 10_000;

const store = new Store();
const live = new Live(store);
const bar = document.getElementById('bar');
const notices = document.getElementById('notices');

let router;
let onSearch = null;
const search = h('input', {type: 'search', id: 'search', placeholder: 'Search datasets', 'aria-label': 'Search datasets', autocomplete: 'off', spellcheck: 'false', maxlength: 200});

const app = {
  store, live,
  main: document.getElementById('main'),
  rawTopics: document.documentElement.dataset.rawTopics,
  instances: null,
  go: href => router.go(href),
  title: text => { document.title = `${text} – Signal Factory`; },
  keys: map => keys.setViewKeys(map),
  search: (text, listener) => { search.value = text; onSearch = listener; },
  searchText: text => { search.value = text; },
  redraw: () => { drawBar(); router.draw(); },
};

search.addEventListener('input', () => onSearch?.(search.value.trim()));
search.addEventListener('keydown', event => {
  if (event.key === 'Enter') {
    if (!onSearch) router.go(`./?q=${encodeURIComponent(search.value.trim())}`);
    else document.querySelector('.rows [role=row][tabindex="0"]')?.focus();
  } else if (event.key === 'ArrowDown') {
    const row = document.querySelector('.rows [role=row][tabindex="0"]');
    if (row) {
      event.preventDefault();
      row.focus();
    }
  }
});

const PLACES = [['Datasets', to.overview()], ['Breaches', to.breaches()], ['Contracts', to.contracts()], ['Services', to.services()], ['Instances', to.instances()]];
const livePart = h('div', {class: 'live'});
const zoneButton = h('button', {type: 'button', class: 'quiet', title: 'Zone of all times', on: {click: () => {
  try { localStorage.setItem('zone', isLocal() ? 'utc' : 'local'); } catch { /* then it stays UTC */ }
  app.redraw();
}}});

function drawBar() {
  zoneButton.textContent = zone();
  if (bar.hasChildNodes()) return;
  fill(bar,
      h('a', {href: to.overview(), class: 'brand'}, h('img', {src: 'page/icon.svg', alt: '', width: 20, height: 20}), h('span', {}, 'Signal Factory')),
      h('div', {class: 'search', role: 'search'}, search, h('kbd', {'aria-hidden': 'true'}, '/')),
      h('nav', {'aria-label': 'Main'}, PLACES.map(([text, href]) => h('a', {href}, text))),
      h('div', {class: 'right'}, livePart, zoneButton,
          h('a', {href: to.settings(), class: 'quiet'}, 'Settings'),
          h('button', {type: 'button', class: 'quiet keys', title: 'Keys', 'aria-label': 'Keys', on: {click: keys.showHelp}}, '?')));
}

function markPlace() {
  for (const link of bar.querySelectorAll('nav a')) {
    const path = new URL(link.href).pathname;
    const root = new URL(document.baseURI).pathname;
    const here = path === root ? location.pathname === root || location.pathname.startsWith(`${root}datasets/`) : location.pathname.startsWith(path);
    if (here) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
}

const pauseButton = h('button', {type: 'button', class: 'pause', on: {click: () => live.pause()}});
const liveWord = h('span', {class: 'live-word'});
livePart.append(liveWord, pauseButton);

function drawLive() {
  const text = live.state === 'live' ? (live.isPaused ? 'Paused' : 'Live') : live.state === 'lost' ? 'Not connected' : 'Connecting…';
  if (liveWord.textContent !== text) liveWord.textContent = text;
  liveWord.className = `live-word ${live.state}${live.isPaused ? ' paused' : ''}`;
  pauseButton.textContent = live.isPaused ? 'Resume' : 'Pause';
  drawNotices();
}

let regainedTimer = null;

function drawNotices() {
  const items = [];
  if (live.refused) items.push(['token', tokenForm(live.refused)]);
  else if (live.state === 'lost') {
    items.push(['lost', h('div', {class: 'notice bad'}, h('span', {}, words.lost(live.lostAt, (now() - (live.heardAt ?? live.lostAt)) / 1000, Math.max(0, (live.retryAt - now()) / 1000))),
        h('button', {type: 'button', on: {click: () => live.tryNow()}}, 'Try now'))]);
  } else if (live.problem) {
    const {problem, retryAt} = live.problem;
    items.push(['problem', h('div', {class: 'notice bad'}, `Could not load: ${problem.message}${problem.status ? ` (${problem.status})` : ''}. Next try in ${Math.max(0, Math.ceil((retryAt - now()) / 1000))} s.${problem.document.request_id ? ` Request ${problem.document.request_id.slice(0, 8)}` : ''}`)]);
  }
  if (live.isPaused) {
    items.push(['paused', h('div', {class: 'notice'}, h('span', {}, words.paused(live.pausedAt, live.waiting)), h('button', {type: 'button', on: {click: () => live.pause()}}, 'Resume'))]);
  }
  if (live.regained && live.state === 'live') {
    items.push(['regained', h('div', {class: 'notice'}, 'Connected again; everything was reloaded.')]);
    regainedTimer ??= setTimeout(() => { live.regained = false; regainedTimer = null; drawNotices(); }, 6_000);
  }
  const key = items.map(([name]) => name).join();
  if (key === notices.dataset.key && key !== '') {
    // A button that is about to be pressed must not be replaced.
    items.forEach(([name, element], i) => {
      const text = notices.children[i]?.querySelector('span');
      const fresh = element.querySelector?.('span');
      if (text && fresh && name !== 'token') text.textContent = fresh.textContent;
    });
    return;
  }
  notices.dataset.key = key;
  fill(notices, items.map(([, element]) => element));
}

function tokenForm(status) {
  const field = h('input', {type: 'password', 'aria-label': 'Read token', autocomplete: 'off'});
  const use = () => {
    token.set(field.value.trim());
    live.refused = null;
    live.tryNow();
    router.draw();
  };
  field.addEventListener('keydown', event => { if (event.key === 'Enter') use(); });
  return h('div', {class: 'notice', role: 'group'}, h('label', {}, status === 403 ? 'This token may not read. ' : 'A read token is needed. It stays in this tab. ', field), h('button', {type: 'button', on: {click: use}}, 'Use it'));
}

async function askInstances() {
  if (document.hidden || live.state === 'lost') return;
  try {
    const {body} = await get('api/v1/instances', {tries: 1});
    app.instances = {all: body.items.length, answering: body.items.filter(it => it.answers).length, items: body.items};
    store.touch();
  } catch { /* the notice about the connection says it */ }
}

function show(view, values) {
  onSearch = null;
  search.value = '';
  app.keys({});
  markPlace();
  if (view === null) {
    app.title('Nothing here');
    fill(app.main, h('h1', {}, 'There is no such page'), h('p', {}, h('a', {href: to.overview()}, 'All datasets')));
    return null;
  }
  performance.mark('view');
  return view(app, values);
}

router = new Router([
  ['', overview],
  ['datasets/{urn}', dataset],
  ['breaches', breaches],
  ['breaches/{id}', breach],
  ['contracts', contracts],
  ['contracts/new', editor],
  ['contracts/{urn}/edit', editor],
  ['services', services],
  ['instances', instances],
  ['settings', settings],
], show);

keys.listen({
  '/': () => { search.focus(); search.select(); },
  '?': keys.showHelp,
  p: () => live.pause(),
  gd: () => router.go(to.overview()),
  gb: () => router.go(to.breaches()),
  gc: () => router.go(to.contracts()),
  gs: () => router.go(to.services()),
  gi: () => router.go(to.instances()),
  Escape: () => { if (history.length > 1 && location.href !== new URL(to.overview(), document.baseURI).href) history.back(); },
});

drawBar();
drawLive();
live.subscribe(drawLive);
router.draw();
live.start();
askInstances();
setInterval(askInstances, INSTANCES_EVERY_MS);
setInterval(() => { refreshAges(); if (live.problem) drawNotices(); }, 1_000);
