// What is promised: all contracts, and the datasets that have none.

import {get, part} from '../api.js';
import {fill, h, shape} from '../dom.js';
import {draftButton} from '../draft.js';
import {short} from '../format.js';
import {loading, problemNote, title} from '../parts.js';
import {to} from '../router.js';
import * as words from '../words.js';

const MOST_VOLUMES = 50;

export function contracts(app) {
  const {main, store} = app;
  const abort = new AbortController();
  const body = h('div', {});
  const without = h('div', {});
  fill(main, title('Contracts', h('a', {href: to.create(null), class: 'button'}, 'New contract')), body, without);
  app.title('Contracts');
  let filter = '';
  let items = null;
  const volumes = new Map();
  let asking = false;

  function draw() {
    if (!items) return;
    const shown = items.filter(it => `${it.spec.dataset.urn} ${it.metadata.owner} ${it.spec.dataset.topic}`.toLowerCase().includes(filter));
    fill(body, h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Contracts'}, h('table', {},
        h('caption', {}, `${words.many(shown.length, 'contract')} in force`),
        h('thead', {}, h('tr', {}, ['Dataset', 'Topic', 'Owner', 'Tier', 'Version', ''].map(it => h('th', {scope: 'col'}, it)))),
        h('tbody', {}, shown.slice(0, 500).map(it => h('tr', {},
            h('th', {scope: 'row'}, h('a', {href: `${to.dataset(it.spec.dataset.urn)}?tab=contract`}, short(it.spec.dataset.urn))), h('td', {}, h('code', {}, it.spec.dataset.topic)),
            h('td', {}, it.metadata.owner), h('td', {}, it.metadata.tier ?? ''), h('td', {}, it.metadata.version), h('td', {}, h('a', {href: to.edit(it.spec.dataset.urn), 'aria-label': `Edit the contract of ${short(it.spec.dataset.urn)}`}, 'Edit'))))))),
    shown.length > 500 ? h('p', {class: 'muted'}, `${words.count(shown.length - 500)} more: search to find them.`) : null);
  }

  function drawWithout() {
    const rows = [...store.rows.values()].filter(it => it.tier === null);
    if (without.contains(document.activeElement)) return;
    fill(without, rows.length ? [h('h2', {}, 'Without a contract'), h('p', {class: 'muted'}, 'Counted, not judged.'),
      h('ul', {class: 'lines'}, rows.slice(0, 500).map(it => h('li', {class: 'line'}, shape('UNKNOWN'), h('a', {href: to.dataset(it.dataset_urn), class: 'name', title: it.dataset_urn}, short(it.dataset_urn)),
          h('span', {class: 'muted'}, volumes.get(it.dataset_urn) ?? ''), draftButton(app, it.dataset_urn, abort.signal))))] : null);
    askVolumes(rows.slice(0, MOST_VOLUMES));
  }

  /** One after the other, as nobody waits for them. */
  async function askVolumes(rows) {
    if (asking) return;
    asking = true;
    let found = false;
    for (const {dataset_urn: urn} of rows.filter(it => !volumes.has(it.dataset_urn))) {
      try {
        const {body} = await get(`api/v1/signals/${part(urn)}/volume`, {signal: abort.signal, tries: 1});
        volumes.set(urn, body.reason);
        found = true;
      } catch (e) {
        if (e.name === 'AbortError') return;
        volumes.set(urn, '');
      }
    }
    asking = false;
    if (found) drawWithout();
  }

  async function load() {
    const stop = loading(body, 'Loading contracts…');
    try {
      items = (await get('api/v1/contracts', {signal: abort.signal})).body.sort((a, b) => (a.spec.dataset.urn < b.spec.dataset.urn ? -1 : 1));
      stop();
      draw();
    } catch (e) {
      stop();
      if (e.name !== 'AbortError') fill(body, problemNote(e, load));
    }
  }

  const stopStore = store.subscribe(drawWithout);
  app.search('', text => { filter = text.toLowerCase(); draw(); });
  load();
  drawWithout();
  return () => {
    abort.abort();
    stopStore();
  };
}
