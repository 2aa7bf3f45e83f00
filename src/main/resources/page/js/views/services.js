// Who sends records: how each service names itself, its versions, what passes, and where it writes.

import {get, url} from '../api.js';
import {fill, h} from '../dom.js';
import {count, percent, short} from '../format.js';
import {loading, problemNote, stamp, title} from '../parts.js';
import {scored, scoreTag} from '../ready.js';
import {query, setQuery, to} from '../router.js';
import * as words from '../words.js';

const EVERY_MS = 10_000;
const LIMIT = 500;
const SHOWN_VERSIONS = 2;
const COLUMNS = ['Service', 'Named by', 'Versions', 'Passes', 'Datasets', 'Ready'];

/** Orders services, the one that needs somebody first. */
export const needsMore = (a, b) => (a.pass_rate ?? 1) - (b.pass_rate ?? 1) || (a.score ?? 101) - (b.score ?? 101)
    || (words.serviceName(a.service) < words.serviceName(b.service) ? -1 : 1);

export function services(app) {
  const {main} = app;
  const abort = new AbortController();
  const body = h('div', {});
  fill(main, title('Services', h('span', {class: 'muted'}, 'by their records of the latest hour')), body);
  app.title('Services');
  const opened = new Set(query().has('service') ? [query().get('service')] : []);
  let items = null;
  let partial = [];
  let pages = 1;
  let cursor = null;
  let filter = '';

  function rowsOf(it, i) {
    const key = words.serviceName(it.service);
    const isOpen = opened.has(key);
    const id = `service-${i}`;
    const versions = it.versions.filter(each => each.version !== null);
    const row = h('tr', {class: isOpen ? 'opened' : null},
        h('th', {scope: 'row'}, h('button', {type: 'button', class: 'quiet more', 'aria-expanded': String(isOpen), 'aria-controls': id, on: {click: () => toggle(key)}}, words.serviceName(it.service))),
        h('td', {}, words.namedBy(it.named_by)),
        h('td', {}, versions.length ? versions.slice(0, SHOWN_VERSIONS).reverse().map(each => each.version).join(' → ') : '–', versions.length > SHOWN_VERSIONS ? h('span', {class: 'muted'}, ` of ${versions.length}`) : null),
        h('td', {title: `${count(it.failed)} of ${count(it.records)} failed`}, it.pass_rate === null ? '–' : percent(it.pass_rate, 0.95)),
        h('td', {}, count(it.datasets_total)),
        h('td', {}, scoreTag(it.score)));
    return isOpen ? [row, h('tr', {id, class: 'detail'}, h('td', {colspan: COLUMNS.length}, detail(it)))] : [row];
  }

  function detail(it) {
    return h('div', {class: 'service'},
        h('div', {}, h('h3', {}, 'Datasets'), h('ul', {}, it.datasets.map(each => h('li', {}, h('a', {href: to.dataset(each.dataset_urn), title: each.dataset_urn}, short(each.dataset_urn)), ' ',
            h('span', {class: each.failed ? 'CRITICAL' : 'muted'}, each.failed ? `${count(each.failed)} of ${words.many(each.records, 'record')} failed` : `${words.many(each.records, 'record')}, none failed`)))),
        it.datasets_total > it.datasets.length ? h('p', {class: 'muted'}, `and ${count(it.datasets_total - it.datasets.length)} more`) : null,
        it.service === null ? null : h('p', {}, h('a', {href: `./?service=${encodeURIComponent(it.service)}`}, 'Show them in the list of datasets'))),
        h('div', {}, h('h3', {}, 'Versions'), it.versions.length ? h('ul', {}, it.versions.map(each => h('li', {}, h('strong', {}, each.version ?? 'no version'), ' ', h('span', {class: 'muted'}, stamp(each.first_seen), ' – ', stamp(each.last_seen))))) : h('p', {class: 'muted'}, 'None was named.')),
        h('div', {}, h('h3', {}, 'How ready'), scored(it)));
  }

  function toggle(key) {
    if (opened.has(key)) opened.delete(key); else opened.add(key);
    setQuery({service: [...opened].at(-1)});
    const at = [...body.querySelectorAll('button.more')].findIndex(it => it === document.activeElement);
    draw();
    body.querySelectorAll('button.more')[at]?.focus();
  }

  function draw() {
    const shown = items.filter(it => words.serviceName(it.service).toLowerCase().includes(filter)).sort(needsMore);
    fill(body,
        partial.length ? h('p', {class: 'note WARNING-note'}, words.partialServices(partial)) : null,
        items.length === 0 ? h('p', {class: 'note'}, 'No service yet. A service is seen with its first record.')
        : shown.length === 0 ? h('p', {class: 'note'}, 'No service has that in its name.')
        : h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Services'}, h('table', {class: 'services'},
            h('caption', {}, `${words.many(shown.length, 'service')}, those with most failures first`),
            h('thead', {}, h('tr', {}, COLUMNS.map(it => h('th', {scope: 'col'}, it)))),
            h('tbody', {}, shown.map(rowsOf)))),
        cursor ? h('button', {type: 'button', on: {click: () => { pages++; load(); }}}, 'More') : null);
  }

  async function load() {
    try {
      const found = [];
      let missing = [];
      let after = null;
      for (let page = 0; page < pages; page++) {
        const {body: answer} = await get(url('api/v1/services', {limit: LIMIT, cursor: after}), {signal: abort.signal});
        found.push(...answer.items);
        missing = answer.missing_partitions;
        after = answer.next_cursor;
        if (!after) break;
      }
      items = found;
      partial = missing;
      cursor = after;
      draw();
    } catch (e) {
      if (e.name !== 'AbortError' && (items === null || app.live.state !== 'lost')) fill(body, problemNote(e, load));
    }
  }

  const stop = loading(body, 'Loading services…');
  load().then(stop);
  const isHeld = () => body.contains(document.activeElement) || body.matches(':hover');
  const timer = setInterval(() => { if (!document.hidden && !app.live.isPaused && !isHeld()) load(); }, EVERY_MS);
  app.search('', text => { filter = text.toLowerCase(); if (items) draw(); });
  return () => {
    abort.abort();
    clearInterval(timer);
  };
}
