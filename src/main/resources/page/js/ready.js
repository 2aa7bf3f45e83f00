// How ready a dataset or a service is: the score by domain, and the checks one by one.

import {get, part, url} from './api.js';
import {copyButton, fill, h, shape} from './dom.js';
import {loading, problemNote} from './parts.js';
import * as words from './words.js';

const GOOD = 90;
const FAIR = 60;

const stateOf = score => (score >= GOOD ? 'OK' : score >= FAIR ? 'WARNING' : 'CRITICAL');

/** A score as text, with a shape beside it. */
export const scoreTag = score => (score === null ? h('span', {class: 'muted'}, '–')
  : h('span', {class: 'score'}, shape(stateOf(score)), ` ${score}`));

/** The parts of a score as bars, and what is missing. */
export function scored({score, domains, missing}) {
  if (score === null) return h('p', {class: 'muted'}, 'No score: no records.');
  return h('div', {class: 'scored'},
      h('ul', {class: 'domains'}, words.DOMAINS.map(name => {
        const bar = h('span', {class: 'bar-of-score', 'aria-hidden': 'true'}, h('span', {class: stateOf(domains[name])}));
        bar.firstChild.style.width = `${domains[name]}%`;
        return h('li', {}, h('span', {}, name), bar, h('span', {class: 'number'}, String(domains[name])));
      })),
      missing.length ? h('ul', {class: 'missing'}, missing.map(it => h('li', {}, h('span', {class: 'muted'}, it.domain), ` ${it.text}`))) : null);
}

/** Fills `place` with the readiness of a dataset. Looks at topics and consumer groups, so it may take seconds. */
export async function readiness(place, urn, signal) {
  const again = () => readiness(place, urn, signal);
  fill(place);
  const stop = loading(place, 'Checking…');
  try {
    const [{body: scores}, {body: list}] = await Promise.all([
      get(url('api/v1/readiness', {dataset: urn}), {signal}),
      get(`api/v1/readiness/${part(urn)}`, {signal})]);
    stop();
    const whole = scores.items[0] ?? null;
    fill(place,
        h('div', {class: 'row-of'}, h('h2', {}, list.ready ? 'Ready: every check passes' : `${words.many(list.checks.filter(it => !it.passed).length, 'check')} ${words.fail(list.checks.filter(it => !it.passed).length)}`),
            h('button', {type: 'button', on: {click: again}}, 'Check again')),
        h('ol', {class: 'checks'}, list.checks.map(check)),
        h('h2', {}, whole?.score == null ? 'No score yet' : `Score ${whole.score} of 100`),
        whole ? scored(whole) : h('p', {class: 'muted'}, 'The score follows from the records of the last hour.'),
        whole?.services.length ? h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Services that send to this dataset'}, h('table', {},
            h('caption', {}, 'Services that send to it'),
            h('thead', {}, h('tr', {}, ['Service', 'Records', 'Passes', 'Ready'].map(it => h('th', {scope: 'col'}, it)))),
            h('tbody', {}, whole.services.map(it => h('tr', {}, h('th', {scope: 'row'}, words.serviceName(it.service)), h('td', {}, words.count(it.records)),
                h('td', {}, it.pass_rate === null ? '–' : words.percent(it.pass_rate, 0.95)), h('td', {}, scoreTag(it.score))))))) : null);
  } catch (e) {
    stop();
    if (e.name !== 'AbortError') fill(place, problemNote(e, again));
  }
}

function check(it) {
  return h('li', {}, shape(it.passed ? 'OK' : 'CRITICAL'), h('div', {},
      h('strong', {}, words.checkName(it.check)), h('span', {class: 'sr'}, it.passed ? ' passes: ' : ' fails: '),
      h('p', {class: it.passed ? 'muted' : null}, it.saw),
      it.to_do ? h('p', {}, h('span', {class: 'muted'}, 'To do: '), it.to_do) : null,
      it.code ? h('div', {class: 'snippet'}, h('pre', {tabindex: 0}, it.code), copyButton('Copy', it.code, 'Copy this code')) : null));
}
