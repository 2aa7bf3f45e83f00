// One breach, open or past: what a person needs who was called at night.

import {get, part, url} from '../api.js';
import {chart, stepFor, stepText} from '../chart.js';
import {copyButton, fill, h, shape} from '../dom.js';
import {exactly, now, short} from '../format.js';
import {causes, loading, problemNote, since, stamp, stateTag, traceUrl} from '../parts.js';
import {specs} from '../past.js';
import {to} from '../router.js';
import * as story from '../story.js';
import * as words from '../words.js';

const AROUND = 3600;
const LONGEST = 35 * 86400;

export function breach(app, {id}) {
  const {main, store} = app;
  const abort = new AbortController();
  const top = h('section', {class: 'breach-top', 'aria-label': 'The breach'});
  const life = h('section', {class: 'life', 'aria-label': 'Life'});
  const picture = h('section', {class: 'picture', 'aria-label': 'Around it'});
  fill(main, h('div', {class: 'breach'}, top, life, picture));
  app.title('Breach');
  let told = null;
  let drawn = null;
  let copyMarkdown = null;

  function draw() {
    const it = told.breach;
    const open = it.status !== 'RESOLVED';
    app.title(`${it.severity} ${it.signal}, ${short(it.dataset_urn)}`);
    const link = location.origin + location.pathname;
    copyMarkdown = copyButton('Copy Markdown', () => story.markdown(told.breach, link, told.transitions), 'For a ticket');
    fill(top,
        h('div', {class: 'title'}, h('h1', {}, shape(open ? it.severity : 'OK'), h('span', {}, `${open ? 'Open' : 'Resolved'}: ${it.signal}, ${short(it.dataset_urn)}`)),
            h('p', {class: 'facts'}, stateTag(it.severity), open ? h('span', {}, 'for ', since(it.opened_at)) : h('span', {}, `lasted ${story.lasted(it)}`),
                h('span', {}, it.owner ?? 'no owner'), it.tier ? h('span', {}, `tier ${it.tier}`) : null)),
        h('p', {class: 'sentence big'}, it.summary),
        h('dl', {class: 'facts-list'},
            fact('Since', h('time', {datetime: it.opened_at, title: exactly(it.opened_at)}, exactly(it.opened_at))),
            open ? null : fact('Until', exactly(it.resolved_at)),
            fact('Owner', it.owner ?? '–'),
            fact('Hurts', it.affected_consumers?.length ? words.list(it.affected_consumers) : 'no consumer has registered'),
            it.consumer ? fact('Promise to', it.consumer) : null),
        it.causes?.length ? [h('h2', {}, 'Causes'), causes(it.causes, words.cause, traceUrl)] : null,
        h('div', {class: 'actions'}, copyMarkdown, copyButton('Copy link', link, 'The permanent link'), h('a', {href: to.dataset(it.dataset_urn), class: 'button'}, 'Dataset')));
    fill(life, h('h2', {}, 'Life'), h('ol', {class: 'timeline'}, told.transitions.map(step => h('li', {},
        shape(step.breach.status === 'RESOLVED' ? 'OK' : step.breach.severity), h('div', {}, stamp(step.breach.updated_at), h('p', {}, step.why))))),
    told.transitions_left_out > 0 ? h('p', {class: 'muted'}, `${words.many(told.transitions_left_out, 'transition')} after the first are no longer kept.`) : null,
    told.from_the_start ? null : h('p', {class: 'muted'}, 'How it began is no longer kept.'));
  }

  const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

  async function drawPicture() {
    const it = told.breach;
    const opened = Date.parse(it.opened_at) / 1000;
    const end = Math.min(now() / 1000, (it.resolved_at ? Date.parse(it.resolved_at) / 1000 : now() / 1000) + AROUND);
    const from = Math.max(opened - AROUND, end - LONGEST);
    try {
      const {body} = await get(url(`api/v1/datasets/${part(it.dataset_urn)}/history`, {
        from: new Date(from * 1000).toISOString(), to: new Date(end * 1000).toISOString(), step: stepText(stepFor(from, end)),
      }), {signal: abort.signal});
      const spec = specs(body, from, end).find(each => each.name === it.signal);
      drawn?.close();
      drawn = chart({...spec, height: 190}, () => {});
      fill(picture, h('h2', {}, 'An hour before and after'), drawn.figure);
      requestAnimationFrame(() => drawn?.draw());
    } catch (e) {
      if (e.name !== 'AbortError') fill(picture, problemNote(e, drawPicture));
    }
  }

  async function load() {
    const stop = loading(top, 'Loading the breach…');
    try {
      const {body} = await get(`api/v1/breaches/${part(id)}`, {signal: abort.signal});
      stop();
      told = body;
      draw();
      drawPicture();
    } catch (e) {
      stop();
      if (e.name === 'AbortError') return;
      if (e.status === 404) fill(top, h('h1', {}, 'No such breach'), h('p', {}, 'No breach with this id in the last 30 days.'), h('p', {}, h('a', {href: to.breaches()}, 'All breaches')));
      else fill(top, problemNote(e, load));
    }
  }

  const stopChanges = store.onChange((name, value) => { if (name === 'breach' && value.breach_id === id) load(); });
  app.keys({c: () => copyMarkdown?.click()});
  load();
  return () => {
    abort.abort();
    stopChanges();
    drawn?.close();
  };
}
