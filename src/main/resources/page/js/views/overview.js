// All datasets, the worst first, and above them the one line that matters.

import {announce, fill, h, shape} from '../dom.js';
import {short, span} from '../format.js';
import {VirtualList} from '../list.js';
import {since} from '../parts.js';
import {query, setQuery, to} from '../router.js';
import {Senders} from '../senders.js';
import {rank, summary} from '../store.js';
import {strip} from '../strip.js';
import * as words from '../words.js';

const SIGNAL_LETTERS = {freshness: 'F', volume: 'V', compliance: 'C', quality: 'Q'};
const PAGE = 100;

/** Orders rows: breaches by severity and age, then other states, then by name. */
export function comparator(sort, byDataset) {
  const name = (a, b) => (a.dataset_urn < b.dataset_urn ? -1 : a.dataset_urn > b.dataset_urn ? 1 : 0);
  if (sort === 'name') return name;
  if (sort === 'owner') return (a, b) => (a.owner ?? '\uffff').localeCompare(b.owner ?? '\uffff') || name(a, b);
  if (sort === 'tier') return (a, b) => (a.tier ?? 9) - (b.tier ?? 9) || name(a, b);
  return (a, b) => {
    const left = byDataset.get(a.dataset_urn);
    const right = byDataset.get(b.dataset_urn);
    if (Boolean(left) !== Boolean(right)) return left ? -1 : 1;
    if (left && right) {
      return rank(right.severity) - rank(left.severity) || (left.opened_at < right.opened_at ? -1 : left.opened_at > right.opened_at ? 1 : 0) || name(a, b);
    }
    return rank(b.state) - rank(a.state) || (a.tier ?? 9) - (b.tier ?? 9) || name(a, b);
  };
}

/**
 * Whether a row matches what is searched and filtered.
 *
 * @param sent the datasets of the service that is filtered by; null if they are not known
 */
export function matcher(filter, byDataset, sent) {
  const terms = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return row => {
    if (filter.owner && row.owner !== filter.owner) return false;
    if (filter.tier && String(row.tier) !== filter.tier) return false;
    if (filter.signal && !(filter.signal in row.signals)) return false;
    const state = filter.signal ? row.signals[filter.signal] : row.state;
    if (filter.state && state !== filter.state) return false;
    const breach = byDataset.get(row.dataset_urn);
    if (filter.service && !sent?.has(row.dataset_urn) && !breach?.causes?.some(it => it.service === filter.service)) return false;
    if (terms.length === 0) return true;
    const text = `${row.dataset_urn} ${row.owner ?? ''} ${breach?.summary ?? ''}`.toLowerCase();
    return terms.every(term => text.includes(term));
  };
}

function signals(row) {
  return h('span', {class: 'signals', role: 'gridcell'}, words.SIGNALS.map(signal => {
    const state = row.signals[signal];
    return h('span', {class: `signal ${state ?? 'none'}`, title: `${signal}: ${state ? words.stateWord(state) : 'no limit'}`},
        h('span', {class: 'letter', 'aria-hidden': 'true'}, SIGNAL_LETTERS[signal]), state ? shape(state) : h('span', {class: 'dash', 'aria-hidden': 'true'}, '·'),
        h('span', {class: 'sr'}, `${signal} ${state ? words.stateWord(state) : 'not measured'}`));
  }));
}

function sentence(row, breach) {
  if (breach) return breach.summary;
  if (row.tier === null) return 'No contract: counted, not judged.';
  if (row.state === 'UNKNOWN') return 'Not judged yet.';
  return '';
}

function build(row, breach, element) {
  const state = breach ? breach.severity : row.state;
  element.className = `row ${breach ? 'in-breach' : ''}`;
  fill(element,
      h('span', {class: 'name', role: 'gridcell'}, shape(state), h('span', {class: 'sr'}, `${breach ? 'in breach, ' : ''}${words.stateWord(state)}: `),
          h('a', {href: to.dataset(row.dataset_urn), tabindex: -1, title: row.dataset_urn}, short(row.dataset_urn))),
      signals(row),
      h('span', {class: 'strip-cell', role: 'gridcell'}, strip(row.strip)),
      h('span', {class: 'since', role: 'gridcell'}, breach ? since(breach.opened_at) : row.since && state !== 'OK' ? since(row.since) : ''),
      h('span', {class: 'sentence', role: 'gridcell'}, breach ? h('a', {href: to.breach(breach.breach_id), tabindex: -1, title: breach.summary}, breach.summary) : sentence(row, breach)),
      h('span', {class: 'owner', role: 'gridcell'}, row.owner ?? '–'),
      h('span', {class: 'tier', role: 'gridcell'}, row.tier === null ? '' : `T${row.tier}`));
}

function header() {
  const cells = [['name', 'Dataset'], ['signals', 'Signals'], ['strip-cell', '24 hours'], ['since', 'Since'], ['sentence', 'What is wrong'], ['owner', 'Owner'], ['tier', 'Tier']];
  return h('div', {role: 'rowgroup', class: 'head'}, h('div', {role: 'row', class: 'row-head', 'aria-rowindex': 1},
      cells.map(([name, text]) => h('span', {class: name, role: 'columnheader'}, text))));
}

/** Where we ourselves stand: an instance that is missing explains what looks wrong elsewhere. */
function ourselves(app, store) {
  const known = app.instances;
  const parts = [];
  if (known) parts.push(`${known.answering}/${known.all} ${known.all === 1 ? 'instance' : 'instances'}`);
  parts.push(store.partial.length === 0 ? 'no partition missing' : `${words.many(store.partial.length, 'partition')} missing`);
  parts.push(`${span(store.staleMs / 1000)} behind`);
  return h('a', {href: to.instances(), class: `ourselves${store.partial.length || (known && known.answering < known.all) ? ' WARNING' : ''}`}, parts.join(', '));
}

export function overview(app) {
  const {store, main} = app;
  const filter = Object.fromEntries(query());
  const asPages = filter.view === 'pages';
  let order = [];
  let waiting = null;

  const line = h('h1', {class: 'headline', id: 'headline'});
  const us = h('p', {class: 'us'});
  const partial = h('div', {});
  const moved = h('div', {class: 'moved', 'aria-live': 'polite'});
  const empty = h('div', {});
  const list = asPages ? null : new VirtualList({
    label: 'Datasets', columns: 7, header: header(),
    version: urn => `${store.rows.get(urn)?.version}|${store.breachesByDataset().get(urn)?.updated_at ?? ''}`,
    build: (urn, element) => build(store.rows.get(urn), store.breachesByDataset().get(urn), element),
    open: urn => app.go(to.dataset(urn)),
  });
  const table = h('div', {class: 'paged'});
  const senders = new Senders(() => refresh(true));
  const filters = filterBar(app, filter, senders, () => refresh(true));
  fill(main, h('section', {class: 'top', 'aria-labelledby': 'headline'}, line, us), partial, filters.element, moved, empty, list ? list.element : table);

  function desired() {
    const byDataset = store.breachesByDataset();
    if (filter.service) senders.askDatasets(filter.service);
    return [...store.rows.values()].filter(matcher(filter, byDataset, senders.datasets)).sort(comparator(filter.sort, byDataset)).map(row => row.dataset_urn);
  }

  function refresh(force = false) {
    drawTop();
    filters.refresh();
    const next = desired();
    if (asPages) return drawPages(next);
    if (!force && list.isHeld) hold(next); else settle(next);
    drawEmpty(next);
  }

  function settle(next) {
    waiting = null;
    fill(moved);
    order = next;
    list.set(order);
  }

  /** What is new goes to the end, and nothing moves until it is asked for. */
  function hold(next) {
    const known = new Set(order);
    const kept = order.filter(urn => store.rows.has(urn));
    order = [...kept, ...next.filter(urn => !known.has(urn))];
    list.set(order);
    const places = new Map(next.map((urn, i) => [urn, i]));
    const count = order.filter((urn, i) => places.get(urn) !== i).length;
    waiting = count > 0 ? next : null;
    const text = words.changedPlace(count);
    if (count === 0) fill(moved);
    else if (moved.dataset.text !== text || !moved.hasChildNodes()) {
      moved.dataset.text = text;
      fill(moved, h('span', {}, text), h('button', {type: 'button', on: {click: () => { settle(desired()); announce('Sorted again.'); }}}, 'Re-sort'));
    }
  }

  function drawTop() {
    if (!store.loaded && store.rows.size === 0) {
      if (!app.live.problem) line.textContent = 'Loading datasets…';
      else fill(line);
      fill(us);
      return;
    }
    const seen = {...summary(store), stale: app.live.state === 'lost', rawTopics: app.rawTopics};
    const text = words.headline(seen);
    const state = seen.breaching ? seen.worst.severity : seen.unknown || seen.partial || seen.judged === 0 ? 'UNKNOWN' : seen.close ? 'WARNING' : 'OK';
    if (line.dataset.text !== text + state) {
      line.dataset.text = text + state;
      fill(line, shape(state), h('span', {}, seen.breaching ? h('a', {href: to.breach(seen.worst.breach_id)}, text) : text));
    }
    fill(us, ourselves(app, store));
    fill(partial, store.partial.length ? h('p', {class: 'note WARNING-note'}, `${words.partial(store.partial)} `, h('a', {href: to.instances()}, 'Instances')) : null);
  }

  function drawEmpty(next) {
    const isKnown = !filter.service || senders.datasets !== null;
    const none = isKnown && store.loaded && store.rows.size > 0 && next.length === 0;
    if (Boolean(empty.firstChild) === none) return;
    fill(empty, none ? h('p', {class: 'note'}, 'No dataset matches these filters. ', h('button', {type: 'button', on: {click: () => filters.clear()}}, 'Clear filters')) : null);
  }

  function drawPages(next) {
    const pages = Math.max(1, Math.ceil(next.length / PAGE));
    const page = Math.min(pages, Math.max(1, Number(filter.page) || 1));
    const go = to => { filter.page = String(to); setQuery({page: to === 1 ? null : to}, {push: true}); refresh(); };
    fill(table,
        h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Datasets'}, h('table', {}, h('caption', {class: 'sr'}, 'Datasets'), h('thead', {}, h('tr', {}, ['Dataset', 'State', ...words.SIGNALS, 'Since', 'What is wrong', 'Owner', 'Tier'].map(it => h('th', {scope: 'col'}, it)))),
            h('tbody', {}, next.slice((page - 1) * PAGE, page * PAGE).map(urn => {
              const row = store.rows.get(urn);
              const breach = store.breachesByDataset().get(urn);
              const state = breach ? breach.severity : row.state;
              return h('tr', {}, h('th', {scope: 'row'}, h('a', {href: to.dataset(urn)}, short(urn))), h('td', {class: state}, shape(state), ' ', words.stateWord(state)),
                  words.SIGNALS.map(signal => h('td', {}, row.signals[signal] ? words.stateWord(row.signals[signal]) : '–')),
                  h('td', {}, breach ? since(breach.opened_at) : ''), h('td', {}, sentence(row, breach)), h('td', {}, row.owner ?? '–'), h('td', {}, row.tier ?? ''));
            })))),
        h('nav', {class: 'pages', 'aria-label': 'Pages'}, h('button', {type: 'button', disabled: page <= 1, on: {click: () => go(page - 1)}}, 'Previous'), h('span', {}, `Page ${page} of ${pages}`), h('button', {type: 'button', disabled: page >= pages, on: {click: () => go(page + 1)}}, 'Next')));
    drawEmpty(next);
  }

  const stop = store.subscribe(() => refresh());
  const stopLive = app.live.subscribe(() => drawTop());
  const idle = setInterval(() => { if (waiting && list && !list.isHeld) settle(desired()); drawTop(); }, 1_000);
  refresh(true);
  app.title('Datasets');
  app.keys({
    ArrowDown: () => list?.focus(), ArrowUp: () => list?.focus(),
  });
  app.search(filter.q ?? '', text => { filter.q = text; setQuery({q: text, page: null}); refresh(true); });
  return () => {
    stop();
    stopLive();
    clearInterval(idle);
    list?.close();
  };
}

/** Filters in the URL, with how many rows each would leave. */
function filterBar(app, filter, senders, changed) {
  const {store} = app;
  const selects = new Map();
  const set = (name, value) => {
    if (value) filter[name] = value; else delete filter[name];
    delete filter.page;
    setQuery({[name]: value, page: null});
    changed();
  };
  const select = (name, label) => {
    const field = h('select', {id: `filter-${name}`, on: {change: () => set(name, field.value)}});
    selects.set(name, field);
    return h('label', {class: 'filter'}, h('span', {}, label), field);
  };
  const sort = h('select', {on: {change: () => set('sort', sort.value === 'worst' ? '' : sort.value)}},
      [['worst', 'worst first'], ['name', 'name'], ['owner', 'owner'], ['tier', 'tier']].map(([value, text]) => h('option', {value, selected: (filter.sort ?? 'worst') === value}, text)));
  const clear = h('button', {type: 'button', class: 'quiet', on: {click: () => clearAll()}}, 'Clear');
  const element = h('details', {class: 'filters', open: innerWidth > 900},
      h('summary', {}, 'Filters'),
      h('div', {class: 'filter-row'}, select('state', 'State'), select('signal', 'Signal'), select('owner', 'Owner'), select('tier', 'Tier'), select('service', 'Service'), clear,
          h('span', {class: 'space'}), h('label', {class: 'filter'}, h('span', {}, 'Sort'), sort),
          h('a', {class: 'quiet', href: filter.view === 'pages' ? './' : '?view=pages'}, filter.view === 'pages' ? 'As a list' : 'As pages')));

  for (const event of ['pointerenter', 'focus']) selects.get('service').addEventListener(event, () => senders.askNames());

  function clearAll() {
    for (const name of ['state', 'signal', 'owner', 'tier', 'service', 'q']) {
      delete filter[name];
      setQuery({[name]: null});
    }
    app.searchText('');
    changed();
  }

  function options(name, pairs) {
    const field = selects.get(name);
    const key = JSON.stringify(pairs);
    if (field.dataset.key === key || document.activeElement === field) return;
    field.dataset.key = key;
    fill(field, h('option', {value: ''}, 'any'), pairs.map(([value, text, count]) => h('option', {value}, `${text}${count === undefined ? '' : ` (${words.count(count)})`}`)));
    field.value = filter[name] ?? '';
    if (filter[name] && field.value !== filter[name]) {
      field.append(h('option', {value: filter[name]}, filter[name]));
      field.value = filter[name];
    }
  }

  function refresh() {
    const tally = {state: new Map(), owner: new Map(), tier: new Map()};
    const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
    for (const row of store.rows.values()) {
      add(tally.state, row.state);
      if (row.owner !== null) add(tally.owner, row.owner);
      if (row.tier !== null) add(tally.tier, String(row.tier));
    }
    options('state', words.STATES.map(it => [it, words.stateWord(it), tally.state.get(it) ?? 0]));
    options('signal', words.SIGNALS.map(it => [it, it]));
    options('owner', [...tally.owner].sort().map(([it, n]) => [it, it, n]));
    options('tier', [...tally.tier].sort().map(([it, n]) => [it, `tier ${it}`, n]));
    const services = new Set(senders.names);
    for (const breach of store.breaches.values()) breach.causes?.forEach(it => it.service && services.add(it.service));
    options('service', [...services].sort().map(it => [it, it]));
    clear.hidden = !['state', 'signal', 'owner', 'tier', 'service', 'q'].some(name => filter[name]);
  }

  return {element, refresh, clear: clearAll};
}
