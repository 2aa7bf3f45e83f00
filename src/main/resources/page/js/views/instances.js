// Who is there, what each holds, and how far behind its copies are.

import {get} from '../api.js';
import {fill, h, shape} from '../dom.js';
import {count, span} from '../format.js';
import {loading, problemNote, since, title} from '../parts.js';
import * as words from '../words.js';

const EVERY_MS = 5_000;

export function instances(app) {
  const {main} = app;
  const abort = new AbortController();
  const body = h('div', {});
  fill(main, title('Instances'), body);
  app.title('Instances');

  function behind(it) {
    const known = it.standby.map(copy => copy.staleness_ms);
    if (known.length === 0) return '–';
    return known.includes(null) ? 'not known' : span(Math.max(...known) / 1000);
  }

  function restoring(it) {
    const total = it.restoring.reduce((sum, each) => sum + each.total, 0);
    const done = it.restoring.reduce((sum, each) => sum + each.restored, 0);
    return total ? `restoring ${Math.floor(done / total * 100)} %` : 'restoring';
  }

  function draw(answer) {
    const missing = answer.missing_partitions;
    fill(body,
        missing.length ? h('p', {class: 'note WARNING-note'}, words.partial(missing)) : h('p', {class: 'muted'}, `All ${words.many(answer.partitions ?? 0, 'partition')} answer.`),
        h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Instances'}, h('table', {},
            h('thead', {}, h('tr', {}, ['Instance', 'State', 'Since', 'Version', 'Active', 'Standby', 'Copies behind'].map(it => h('th', {scope: 'col'}, it)))),
            h('tbody', {}, answer.items.map(it => h('tr', {},
                h('th', {scope: 'row'}, it.address ?? 'this one', it.asked ? h('span', {class: 'muted'}, ' answers this page') : null),
                h('td', {}, shape(!it.answers ? 'CRITICAL' : it.ready ? 'OK' : 'WARNING'), ' ', it.restoring.length ? restoring(it) : it.answers ? (it.ready ? 'ready' : it.reason) : `no answer: ${it.reason}`),
                h('td', {}, it.since ? since(it.since) : '–'), h('td', {}, it.version ?? '–'),
                h('td', {title: it.active.join(', ')}, count(it.active.length)), h('td', {}, count(it.standby.length)), h('td', {}, behind(it))))))));
  }

  async function load() {
    try {
      const {body: answer} = await get('api/v1/instances', {signal: abort.signal, tries: 1});
      draw(answer);
    } catch (e) {
      if (e.name !== 'AbortError' && app.live.state !== 'lost') fill(body, problemNote(e, load));
    }
  }

  const stop = loading(body, 'Loading instances…');
  load().then(stop);
  const timer = setInterval(() => { if (!document.hidden && !app.live.isPaused) load(); }, EVERY_MS);
  return () => {
    abort.abort();
    clearInterval(timer);
  };
}
