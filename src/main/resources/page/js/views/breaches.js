// All breaches of the last 30 days, newest first, or only those that are open.

import {get, url} from '../api.js';
import {fill, h, shape} from '../dom.js';
import {short} from '../format.js';
import {loading, problemNote, since, stamp, title} from '../parts.js';
import {query, setQuery, to} from '../router.js';
import {lasted} from '../story.js';
import * as words from '../words.js';

const LIMIT = 100;

export function breaches(app) {
  const {main, store} = app;
  const abort = new AbortController();
  const bar = h('div', {class: 'ranges', role: 'group', 'aria-label': 'Which'});
  const body = h('div', {});
  fill(main, title('Breaches'), bar, body);
  app.title('Breaches');
  let items = [];
  let cursor = null;

  function drawBar() {
    const chosen = query().get('status') ?? '';
    fill(bar, [['', 'all'], ['open', 'open'], ['resolved', 'resolved']].map(([value, text]) => h('button', {type: 'button', 'aria-pressed': String(chosen === value), on: {click: () => { setQuery({status: value}); drawBar(); load(); }}}, text)));
  }

  function row(it) {
    const open = it.status !== 'RESOLVED';
    return h('li', {class: open ? `${it.severity}-edge` : 'past'}, h('a', {href: to.breach(it.breach_id), class: 'line'},
        shape(open ? it.severity : 'OK'), h('span', {class: 'sr'}, open ? `open, ${words.stateWord(it.severity)}: ` : 'resolved: '),
        h('span', {class: 'name'}, short(it.dataset_urn)), h('span', {class: 'muted kind'}, it.signal, it.consumer ? ` for ${it.consumer}` : ''),
        h('span', {class: 'sentence'}, it.summary), h('span', {class: 'muted when'}, open ? ['open for ', since(it.opened_at)] : [stamp(it.opened_at), `, ${lasted(it)}`])));
  }

  function draw() {
    if (body.contains(document.activeElement) && body.querySelector('li')) return;
    fill(body, items.length ? h('ul', {class: 'lines'}, items.map(row)) : h('p', {class: 'note'}, 'No breach in the last 30 days.'),
        cursor ? h('button', {type: 'button', on: {click: event => { event.currentTarget.blur(); load(cursor); }}}, 'More') : null);
  }

  async function load(after = null) {
    const stop = loading(body, 'Loading breaches…');
    try {
      const answer = await get(url('api/v1/breaches', {status: query().get('status'), limit: LIMIT, cursor: after}), {signal: abort.signal});
      stop();
      items = after ? [...items, ...answer.body.items] : answer.body.items;
      cursor = answer.body.next_cursor;
      draw();
    } catch (e) {
      stop();
      if (e.name !== 'AbortError') fill(body, problemNote(e, load));
    }
  }

  const stopChanges = store.onChange((name, value) => {
    if (name !== 'breach') return;
    const chosen = query().get('status');
    const fits = !chosen || (chosen === 'open') === (value.status !== 'RESOLVED');
    const at = items.findIndex(it => it.breach_id === value.breach_id);
    if (at >= 0) {
      if (fits) items[at] = value; else items.splice(at, 1);
    } else if (fits) items.unshift(value);
    draw();
  });
  drawBar();
  load();
  return () => {
    abort.abort();
    stopChanges();
  };
}
