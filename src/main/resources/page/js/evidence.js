// The latest events of a dataset that failed, read from the topic backwards.

import {get, url} from './api.js';
import {fill, h, shape} from './dom.js';
import {id, problemNote, stamp} from './parts.js';

const LATEST = 10;
const EVERY_MS = 15_000;

const violations = it => it.gates.flatMap(gate => (gate.violations ?? []).map(each => ({...each, gate: gate.gate})));

function line(it) {
  const {source, producer} = it;
  return h('li', {}, h('div', {class: 'cause'}, shape('CRITICAL'), stamp(it.processing_time),
      h('span', {class: 'muted'}, producer.service ? `${producer.service} ${producer.version ?? ''}` : 'a producer that does not say its name')),
  violations(it).map(each => h('p', {}, h('code', {}, each.code), each.field ? [' ', h('code', {}, each.field)] : null, each.rule ? [' ', h('code', {}, each.rule)] : null)),
  h('div', {class: 'sample'}, id('record', `${source.topic}-${source.partition}@${source.offset}`), it.otel?.trace_id ? id('trace', it.otel.trace_id) : null));
}

/** Shows them in `element`, and goes on while `isLive()`; returns how to stop. */
export function failingEvidence(element, urn, signal, isLive) {
  let timer = null;
  let shown = null;
  async function load() {
    clearTimeout(timer);
    if (shown === null || isLive()) {
      try {
        const {body} = await get(url('api/v1/evidence', {dataset: urn, outcome: 'FAIL', limit: LATEST}), {signal, tries: 2});
        const text = body.items.map(it => it.evidence_id).join();
        if (text !== shown && !element.contains(document.activeElement)) {
          shown = text;
          fill(element, h('h3', {}, 'Latest events that failed'),
              body.items.length ? h('ul', {class: 'evidence'}, body.items.map(line)) : h('p', {class: 'muted'}, body.looked_back_to ? ['None since ', stamp(body.looked_back_to), '.'] : 'None.'));
        }
      } catch (e) {
        if (e.name === 'AbortError') return;
        if (shown === null) fill(element, problemNote(e, load));
      }
    }
    timer = setTimeout(load, EVERY_MS);
  }
  load();
  return () => clearTimeout(timer);
}
