// One dataset: what is wrong beside what it was like, on one time axis.

import {Problem, get, part, url} from '../api.js';
import {chart, stepFor, stepText} from '../chart.js';
import {copyButton, fill, h, s, shape} from '../dom.js';
import {draftButton} from '../draft.js';
import {failingEvidence} from '../evidence.js';
import {count, now, percent, short, time} from '../format.js';
import * as story from '../story.js';
import {loading, note, problemNote, since, stateTag, traceUrl, causes} from '../parts.js';
import {readiness} from '../ready.js';
import {ratios, specs, stepSeconds} from '../past.js';
import {query, setQuery, to} from '../router.js';
import {matters, worst} from '../store.js';
import * as words from '../words.js';

const RANGES = [['15m', 900], ['1h', 3600], ['6h', 21600], ['24h', 86400], ['7d', 604800], ['35d', 3024000]];
const DEFAULT = '6h';
const LONGEST = 3024000;
const RELOAD_MS = 10_000;
const SLOW_RELOAD_MS = 60_000;

/** The seconds that are shown: a range that goes on with the time, or two fixed ends. */
export function rangeOf(parameters) {
  const from = Date.parse(parameters.get('from') ?? '') / 1000;
  const to = Date.parse(parameters.get('to') ?? '') / 1000;
  if (Number.isFinite(from) && Number.isFinite(to) && from < to) return {from: Math.max(from, to - LONGEST), to, name: null};
  const name = RANGES.some(([it]) => it === parameters.get('range')) ? parameters.get('range') : DEFAULT;
  const length = RANGES.find(([it]) => it === name)[1];
  const end = Math.ceil(now() / 1000);
  return {from: end - length, to: end, name};
}

export function dataset(app, {urn}) {
  const {main, store} = app;
  const abort = new AbortController();
  let states = null;
  let history = null;
  let opened = [];
  let details = new Map();
  let charts = [];
  let contracts = [];
  let timer = null;
  let frame = 0;
  const head = h('div', {class: 'dataset-head'});
  const told = h('section', {class: 'told', 'aria-label': 'What is going on'});
  const rangeBar = h('div', {class: 'ranges', role: 'group', 'aria-label': 'Range'});
  const markLine = h('div', {class: 'marks'});
  const plots = h('div', {class: 'plots'});
  const rules = h('div', {class: 'rules'});
  const evidence = h('section', {class: 'latest', 'aria-label': 'Latest events that failed'});
  const contractPart = h('section', {class: 'contract', 'aria-label': 'Contract'});
  const chartPart = h('section', {class: 'charts', 'aria-label': 'Charts'}, rangeBar, markLine, plots, rules, evidence);
  const content = h('div', {class: 'dataset'}, told, chartPart);
  fill(main, head, content);
  app.title(short(urn));

  const readyPart = h('section', {class: 'ready', 'aria-label': 'Readiness'});
  const TABS = {charts: chartPart, contract: contractPart, ready: readyPart};
  const tab = () => (query().get('tab') in TABS ? query().get('tab') : 'charts');

  function setTab(name) {
    setQuery({tab: name === 'charts' ? null : name});
    drawHead();
    drawTab();
  }

  function drawTab() {
    fill(content, told, TABS[tab()]);
    if (tab() === 'contract') drawContract();
    else if (tab() === 'ready') readiness(readyPart, urn, abort.signal);
    else if (history) drawCharts();
  }

  function drawHead() {
    const row = store.rows.get(urn);
    const isKnown = states !== null || row !== undefined;
    const state = worst([...(states?.map(it => it.state) ?? []), ...opened.map(it => it.severity), ...(states ? [] : [row?.state ?? 'UNKNOWN'])]);
    const first = [...opened].sort(matters)[0];
    fill(head,
        h('div', {class: 'title'}, h('h1', {}, isKnown ? shape(state) : null, h('span', {title: urn}, short(urn))),
            h('p', {class: 'facts'}, isKnown ? stateTag(state) : null, first ? h('span', {}, 'in breach for ', since(first.opened_at)) : null,
                row ? h('span', {}, row.owner ?? 'no owner') : null, row?.tier ? h('span', {}, `tier ${row.tier}`) : null, copyButton(h('code', {}, urn), urn, 'Copy the URN'))),
        h('div', {class: 'tabs', role: 'group', 'aria-label': 'Show'}, [['charts', 'Charts'], ['contract', 'Contract'], ['ready', 'Ready']].map(([name, text]) =>
          h('button', {type: 'button', 'aria-pressed': String(tab() === name), on: {click: () => setTab(name)}}, text))));
  }

  function drawTold() {
    if (!states) return;
    const full = opened.map(it => details.get(it.breach_id) ?? it).sort(matters);
    fill(told,
        store.isPartial ? h('p', {class: 'note WARNING-note'}, words.partial(store.partial)) : null,
        full.map(breach => h('article', {class: `breach-card ${breach.severity}-edge`},
            h('h2', {}, stateTag(breach.severity), h('a', {href: to.breach(breach.breach_id)}, words.capital(breach.signal), breach.consumer ? ` for ${breach.consumer}` : ''), h('span', {class: 'muted'}, since(breach.opened_at))),
            h('p', {class: 'sentence'}, breach.summary),
            causes(breach.causes ?? [], words.cause, traceUrl),
            breach.affected_consumers?.length ? h('p', {}, h('span', {class: 'muted'}, 'Hurts '), words.list(breach.affected_consumers)) : null,
            copyButton('Copy Markdown', () => story.markdown(breach, location.origin + new URL(to.breach(breach.breach_id), document.baseURI).pathname), 'For a ticket'))),
        full.length === 0 ? h('p', {class: 'calm'}, store.rows.get(urn)?.tier === null || store.rows.get(urn) === undefined ? noContract() : 'No open breach.') : null,
        h('ul', {class: 'states'}, states.map(it => h('li', {}, shape(it.state), h('div', {},
            h('span', {class: 'state-name'}, words.capital(it.signal), it.consumer ? h('span', {class: 'muted'}, ` for ${it.consumer}`) : null, h('span', {class: 'sr'}, ` ${words.stateWord(it.state)}`)),
            h('p', {}, it.reason), burning(it))))));
  }

  /** While the budget burns, what the last minutes are like says whether it goes on. */
  function burning(it) {
    const {five_minute_rate: five, two_minute_rate: two} = it.details ?? {};
    if (it.signal !== 'compliance' || it.state !== 'CRITICAL' || five === undefined) return null;
    const limit = it.threshold?.critical ?? 0.95;
    return h('p', {class: 'burn'}, `Last 5 min ${percent(five, limit)}`, two === undefined ? null : `, last 2 min ${percent(two, limit)}`);
  }

  const noContract = () => ['No contract: counted, not judged. ', draftButton(app, urn, abort.signal)];

  function drawRanges() {
    const range = rangeOf(query());
    const choose = name => { setQuery({range: name === DEFAULT ? null : name, from: null, to: null}, {push: true}); drawRanges(); loadHistory(); };
    const from = h('input', {type: 'datetime-local', 'aria-label': 'From, UTC', value: new Date(range.from * 1000).toISOString().slice(0, 16)});
    const until = h('input', {type: 'datetime-local', 'aria-label': 'To, UTC', value: new Date(range.to * 1000).toISOString().slice(0, 16)});
    const custom = () => {
      const a = Date.parse(`${from.value}Z`) / 1000;
      const b = Date.parse(`${until.value}Z`) / 1000;
      if (a < b) zoomed(a, b);
    };
    from.addEventListener('change', custom);
    until.addEventListener('change', custom);
    fill(rangeBar,
        RANGES.map(([name]) => h('button', {type: 'button', 'aria-pressed': String(range.name === name), on: {click: () => choose(name)}}, name)),
        h('button', {type: 'button', 'aria-label': 'Zoom out', title: 'Zoom out', on: {click: () => zoom(2)}}, '−'),
        h('button', {type: 'button', 'aria-label': 'Zoom in', title: 'Zoom in', on: {click: () => zoom(0.5)}}, '+'),
        h('span', {class: 'ends'}, from, '–', until, h('span', {class: 'muted'}, 'UTC')));
  }

  function zoomed(from, to) {
    const iso = it => new Date(it * 1000).toISOString();
    const least = Math.max(300, to - from);
    if (query().get('from') === iso(from) && query().get('to') === iso(to)) return;
    setQuery({from: iso(to - least), to: iso(to), range: null}, {push: true});
    drawRanges();
    loadHistory();
  }

  function zoom(factor) {
    const {from, to: end} = rangeOf(query());
    const middle = (from + end) / 2;
    const half = Math.min(LONGEST, (end - from) * factor) / 2;
    zoomed(Math.round(middle - half), Math.min(Math.ceil(now() / 1000), Math.round(middle + half)));
  }

  function otherRange(by) {
    const {name, from, to: end} = rangeOf(query());
    const at = name ? RANGES.findIndex(([it]) => it === name) : RANGES.findIndex(([, length]) => length >= end - from);
    const next = RANGES[Math.min(RANGES.length - 1, Math.max(0, at + by))][0];
    setQuery({range: next === DEFAULT ? null : next, from: null, to: null}, {push: true});
    drawRanges();
    loadHistory();
  }

  function drawCharts() {
    const {from, to: end} = rangeOf(query());
    const held = plots.contains(document.activeElement) || plots.querySelector('[aria-expanded=true]');
    if (held && charts.length) return;
    charts.forEach(it => it.close());
    const all = specs(history, from, end, contracts);
    charts = all.map(spec => chart(spec, zoomed));
    fill(plots, charts.map(it => it.figure));
    const signs = all[0].marks;
    fill(markLine, signs.length ? h('ul', {}, signs.slice(-6).map(it => h('li', {}, h('span', {'aria-hidden': 'true'}, it.sign), ` ${it.text} `, h('span', {class: 'muted'}, time(it.at * 1000)))), signs.length > 6 ? h('li', {class: 'muted'}, `and ${signs.length - 6} more`) : null) : null);
    drawRules();
    // Text first: the page is there, and the charts come with the next frame.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      charts.forEach(it => it.draw());
      performance.measure('dataset charts', {start: performance.getEntriesByName('view').at(-1)?.startTime ?? 0});
    });
  }

  function drawRules() {
    const list = history.quality.rules;
    if (list.length === 0) {
      fill(rules);
      return;
    }
    const rates = list.map(it => ratios(it.failed, it.evaluated));
    const top = Math.max(0.01, ...rates.flat().filter(it => it !== null));
    fill(rules, h('h3', {}, 'Rules, failures first'),
        h('ul', {}, list.map((it, i) => {
          const failed = it.failed.reduce((a, b) => a + (b ?? 0), 0);
          const evaluated = it.evaluated.reduce((a, b) => a + (b ?? 0), 0);
          return h('li', {}, h('span', {class: 'rule-name'}, it.name), spark(rates[i], top), h('span', {class: failed ? 'CRITICAL' : 'muted'}, failed === 0 ? 'no failure' : `${count(failed)} of ${count(evaluated)} failed (${percent(failed / evaluated, 0.95)})`));
        })),
        history.quality.rules_left_out > 0 ? h('p', {class: 'muted'}, `${words.many(history.quality.rules_left_out, 'more rule')}.`) : null);
  }

  function spark(values, top) {
    const width = 240;
    const height = 22;
    const x = i => (i / Math.max(1, values.length - 1)) * width;
    let path = '';
    let pen = false;
    values.forEach((value, i) => {
      if (value === null) { pen = false; return; }
      path += `${pen ? 'L' : 'M'}${x(i).toFixed(1)} ${(height - 1 - (value / top) * (height - 3)).toFixed(1)}`;
      pen = true;
    });
    return s('svg', {class: 'spark', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true'}, s('path', {d: path || 'M0 0', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.4, 'vector-effect': 'non-scaling-stroke'}));
  }

  async function drawContract() {
    if (contractPart.dataset.drawn) return;
    const stop = loading(contractPart, 'Loading the contract…');
    try {
      const {body} = await get(`api/v1/contracts/${part(urn)}/versions`, {signal: abort.signal});
      stop();
      contractPart.dataset.drawn = 'yes';
      const versions = [...body.items].reverse();
      const inForce = versions[0];
      fill(contractPart,
          h('div', {class: 'row-of'}, h('h2', {}, inForce?.document ? `Version ${inForce.version} is in force` : 'Retired'), h('a', {href: to.edit(urn), class: 'button'}, 'Edit')),
          inForce?.document ? h('pre', {class: 'document', tabindex: 0}, story.yaml(inForce.document)) : null,
          h('h3', {}, 'Versions'),
          h('ol', {class: 'versions'}, versions.map((it, i) => h('li', {}, h('strong', {}, `version ${it.version ?? '–'}`), ' ', h('span', {class: 'muted'}, [it.at ? time(it.at) : null, it.by].filter(Boolean).join(', ')),
              h('ul', {}, it.changes.map(change => h('li', {}, change))),
              i + 1 < versions.length && it.document && versions[i + 1].document ? h('details', {}, h('summary', {}, `Compare with version ${versions[i + 1].version}`), story.difference(story.yaml(versions[i + 1].document), story.yaml(it.document))) : null))));
    } catch (e) {
      stop();
      if (e.name === 'AbortError') return;
      fill(contractPart, e.status === 404 ? h('p', {class: 'note'}, noContract()) : problemNote(e, drawContract));
    }
  }

  async function loadStates() {
    try {
      const {body} = await get(`api/v1/signals/${part(urn)}`, {signal: abort.signal});
      states = body.items;
      const {body: list} = await get(url('api/v1/breaches', {status: 'open', dataset: urn, limit: 100}), {signal: abort.signal});
      opened = list.items;
      opened.forEach(it => details.set(it.breach_id, it));
      drawHead();
      drawTold();
    } catch (e) {
      failed(e, told, loadStates);
    }
  }

  async function loadHistory() {
    clearTimeout(timer);
    const range = rangeOf(query());
    const step = stepFor(range.from, range.to);
    try {
      const {body} = await get(url(`api/v1/datasets/${part(urn)}/history`, {
        from: new Date(range.from * 1000).toISOString(), to: new Date(range.to * 1000).toISOString(), step: stepText(step),
      }), {signal: abort.signal});
      history = body;
      if (tab() === 'charts') drawCharts();
      if (range.name) timer = setTimeout(refreshHistory, stepSeconds(body.step) <= 60 ? RELOAD_MS : SLOW_RELOAD_MS);
    } catch (e) {
      failed(e, plots, loadHistory);
    }
  }

  /** When the contract changed; without it the charts are right, too. */
  async function loadContracts() {
    try {
      contracts = (await get(`api/v1/contracts/${part(urn)}/versions`, {signal: abort.signal, tries: 1})).body.items;
      if (contracts.length && history && tab() === 'charts') drawCharts();
    } catch { /* no contract was ever in force, or it is not known now */ }
  }

  function refreshHistory() {
    if (app.live.isPaused || document.hidden || app.live.state !== 'live') timer = setTimeout(refreshHistory, RELOAD_MS);
    else loadHistory();
  }

  function failed(e, place, retry) {
    if (e.name === 'AbortError') return;
    if (!(e instanceof Problem)) throw e;
    fill(place, e.status === 404 ? note(`Nothing is known of ${urn}. `, h('a', {href: to.overview()}, 'All datasets')) : problemNote(e, retry));
  }

  const stopChanges = store.onChange((name, value) => {
    if (value.dataset_urn !== urn) return;
    if (name === 'breach') {
      details.set(value.breach_id, value);
      opened = opened.filter(it => it.breach_id !== value.breach_id);
      if (value.status !== 'RESOLVED') opened.push(value);
    } else if (states) {
      const at = states.findIndex(it => it.signal === value.signal && it.consumer === value.consumer);
      if (at < 0) states.push(value);
      else if (states[at].updated_at <= value.updated_at) states[at] = value;
    }
    drawHead();
    if (!told.contains(document.activeElement)) drawTold();
  });
  let shown = null;
  const stopStore = store.subscribe(() => {
    const row = store.rows.get(urn);
    const facts = row ? `${row.owner}|${row.tier}` : null;
    if (states && facts === shown) return;
    shown = facts;
    drawHead();
    drawTold();
  });
  // Reasons have numbers that change without a change of the state.
  const stateTimer = setInterval(() => { if (!app.live.isPaused && !document.hidden && app.live.state === 'live' && !told.matches(':hover') && !told.contains(document.activeElement)) loadStates(); }, 5_000);

  app.keys({
    '[': () => otherRange(-1), ']': () => otherRange(1), '+': () => zoom(0.5), '-': () => zoom(2),
    c: () => told.querySelector('[title="For a ticket"]')?.click(),
  });
  drawHead();
  drawRanges();
  drawTab();
  loading(plots, 'Loading charts…');
  loadStates();
  loadHistory();
  loadContracts();
  const stopEvidence = failingEvidence(evidence, urn, abort.signal, () => app.live.state === 'live' && !app.live.isPaused && !document.hidden && !evidence.matches(':hover'));
  return () => {
    abort.abort();
    clearTimeout(timer);
    clearInterval(stateTimer);
    cancelAnimationFrame(frame);
    stopChanges();
    stopEvidence();
    stopStore();
    charts.forEach(it => it.close());
  };
}
