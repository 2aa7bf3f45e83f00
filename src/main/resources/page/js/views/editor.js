// Edits a contract: every mistake at its line while typing, what changes, and what the last hour would have said.

import {Problem, get, headers, part, send, token, url} from '../api.js';
import {announce, fill, h, shape} from '../dom.js';
import {short} from '../format.js';
import {loading, problemNote, title} from '../parts.js';
import {query, to} from '../router.js';
import * as story from '../story.js';
import * as words from '../words.js';

const CHECK_AFTER_MS = 350;
const YAML = {'Content-Type': 'application/yaml'};

const EMPTY = topic => `apiVersion: odcs/v1
kind: DataContract
metadata:
  name: ${topic ? topic.replace(/^raw\./, '') : 'orders.created'}
  version: "1"
  owner: # who answers for it
  tier: 2
spec:
  dataset:
    urn: urn:dp:${topic ? topic.replace(/^raw\./, '').replaceAll('.', ':') : 'orders:created'}
    topic: ${topic ?? 'raw.orders.events'}
  fields:
    additional: allow
    required:
      - name: id
        type: string
  slos:
    freshness:
      maxDelaySeconds: 900
`;

export function editor(app, {urn}) {
  const {main} = app;
  const abort = new AbortController();
  let etag = null;
  let before = null;
  let timer = null;
  let checking = null;
  let isValid = false;
  const numbers = h('div', {class: 'numbers', 'aria-hidden': 'true'});
  const area = h('textarea', {class: 'yaml', id: 'yaml', 'aria-label': 'Contract as YAML', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', wrap: 'off', 'aria-describedby': 'mistakes'});
  const mistakes = h('div', {id: 'mistakes', 'aria-live': 'polite'});
  const trial = h('div', {class: 'trial'});
  const result = h('div', {'aria-live': 'polite'});
  const secret = h('input', {type: 'password', autocomplete: 'off', id: 'write-token', value: token.get() ?? ''});
  const force = h('input', {type: 'checkbox'});
  const forceLabel = h('label', {hidden: true}, force, ' Put it in force although it breaks compatibility');
  const apply = h('button', {type: 'button', class: 'primary', on: {click: putInForce}}, 'Put in force');
  fill(main, title(urn ? `Contract of ${short(urn)}` : 'New contract'),
      h('div', {class: 'editor'}, h('div', {class: 'paper'}, numbers, area),
          h('aside', {'aria-label': 'What it would do'}, mistakes, trial,
              h('div', {class: 'apply'}, h('label', {for: 'write-token'}, 'Write token, if the server asks for one. It stays in this tab.'), secret, forceLabel, apply, result))));
  app.title(urn ? `Edit ${short(urn)}` : 'New contract');

  function drawNumbers(marked = new Set()) {
    const lines = area.value.split('\n').length;
    fill(numbers, Array.from({length: lines}, (_, i) => h('span', {class: marked.has(i + 1) ? 'wrong' : ''}, String(i + 1))));
    area.style.height = `${Math.max(24, lines + 2) * 20 + 16}px`;
  }

  function changed() {
    drawNumbers(new Set([...numbers.children].flatMap((it, i) => (it.className === 'wrong' ? [i + 1] : []))));
    clearTimeout(timer);
    timer = setTimeout(check, CHECK_AFTER_MS);
  }

  async function check() {
    checking?.abort();
    checking = new AbortController();
    const {signal} = checking;
    const body = area.value;
    try {
      const answer = await send('api/v1/contracts/validate', {method: 'POST', body, headers: YAML, signal});
      const found = await answer.json();
      isValid = found.valid;
      drawMistakes(found.errors);
      if (found.valid) await tryOut(body, signal);
      else fill(trial);
    } catch (e) {
      if (e.name === 'AbortError') return;
      isValid = false;
      if (e.status === 422 && e.document.errors) drawMistakes(e.document.errors);
      else fill(mistakes, e.status === 401 || e.status === 403 ? h('p', {class: 'note'}, 'A write token is needed to check and to change. It stays in this tab.') : problemNote(e, check));
    }
  }

  function drawMistakes(errors) {
    drawNumbers(new Set(errors.map(it => it.line)));
    fill(mistakes, errors.length === 0 ? h('p', {class: 'fine'}, shape('OK'), ' No mistake.') : [h('p', {class: 'CRITICAL'}, shape('CRITICAL'), ` ${words.many(errors.length, 'mistake')}`),
      h('ul', {class: 'mistakes'}, errors.map(it => h('li', {}, it.line ? h('button', {type: 'button', class: 'quiet', on: {click: () => goTo(it.line, it.column ?? 1)}}, `${it.line}:${it.column ?? 1}`) : null, h('span', {}, it.detail))))]);
  }

  function goTo(line, column) {
    const at = area.value.split('\n').slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0) + column - 1;
    area.focus();
    area.setSelectionRange(at, at);
  }

  async function tryOut(body, signal) {
    try {
      const answer = await send('api/v1/contracts?dry_run=true', {method: 'POST', body, headers: YAML, signal});
      const {contracts} = await answer.json();
      const breaks = contracts.some(it => it.breaks_compatibility);
      forceLabel.hidden = !breaks;
      fill(trial, contracts.map(it => h('div', {},
          h('h2', {}, 'Changes'),
          it.changes.length ? h('ul', {}, it.changes.map(change => h('li', {}, change))) : h('p', {class: 'muted'}, 'Nothing changes.'),
          it.differences.filter(each => each.breaking).map(each => h('p', {class: 'CRITICAL'}, shape('CRITICAL'), ` breaks compatibility: ${each.message}`)),
          h('h2', {}, 'The last hour'),
          it.last_hour.limits.length ? h('ul', {class: 'trial-lines'}, it.last_hour.limits.map(limit => h('li', {}, shape(limit.missed_minutes > 0 ? 'CRITICAL' : limit.judged_minutes === 0 ? 'UNKNOWN' : 'OK'), h('span', {}, h('strong', {}, words.capital(limit.signal), limit.consumer ? ` for ${limit.consumer}` : ''), ': ', limit.sentence)))) : null,
          it.last_hour.cannot_tell.length ? h('details', {}, h('summary', {}, 'What stored windows do not tell'), h('ul', {}, it.last_hour.cannot_tell.map(each => h('li', {}, each)))) : null)),
      before ? h('details', {}, h('summary', {}, 'Compare with the version in force'), story.difference(before, body)) : null);
    } catch (e) {
      if (e.name === 'AbortError') return;
      fill(trial, e.status === 401 || e.status === 403 ? h('p', {class: 'note'}, 'With a write token you see what would change.') : problemNote(e, check));
    }
  }

  async function putInForce() {
    token.set(secret.value.trim());
    if (!isValid) {
      await check();
      if (!isValid) return;
    }
    apply.disabled = true;
    try {
      const condition = etag ? {'If-Match': etag} : urn ? {} : {'If-None-Match': '*'};
      const response = await send(url('api/v1/contracts', {force: force.checked ? 'true' : null}), {method: 'POST', body: area.value, headers: {...YAML, ...condition}});
      const done = await response.json();
      const version = done.contracts[0];
      announce('In force.');
      fill(result, h('p', {class: 'fine'}, shape('OK'), version.result === 'unchanged' ? ' It is in force already.' : ` Version ${version.version} is in force. `, h('a', {href: to.dataset(version.urn)}, 'Dataset')));
      if (urn) await load(false);
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      const text = {
        401: 'A write token is needed. It stays in this tab.', 403: 'This token may not change contracts.',
        412: urn ? 'Another version came into force meanwhile.' : 'This dataset has a contract already: edit that one.',
      }[e.status];
      if (e.status === 409) forceLabel.hidden = false;
      if (e.document.errors) drawMistakes(e.document.errors);
      fill(result, text ? h('div', {class: 'note problem', role: 'alert'}, text, e.status === 412 && urn ? h('button', {type: 'button', on: {click: compare}}, 'Compare') : null) : problemNote(e, null, 'Not put in force'));
    } finally {
      apply.disabled = false;
    }
  }

  /** Shows what somebody else has put in force, and takes it as what is edited. */
  async function compare() {
    await load(false);
    fill(result, h('p', {}, 'What is in force now, and what you have:'), story.difference(before, area.value));
  }

  async function load(fillIn) {
    const stop = loading(mistakes, 'Loading the contract…');
    try {
      const response = await fetch(`api/v1/contracts/${part(urn)}`, {headers: headers({Accept: 'application/yaml'}), signal: abort.signal});
      if (response.status === 404) area.value = EMPTY(null).replace('urn:dp:orders:created', urn);
      else if (response.ok) {
        etag = response.headers.get('ETag');
        before = await response.text();
        if (fillIn) area.value = before;
      } else await get(`api/v1/contracts/${part(urn)}`, {signal: abort.signal});
      stop();
      check();
      drawNumbers();
    } catch (e) {
      stop();
      if (e.name !== 'AbortError') fill(mistakes, problemNote(e instanceof Problem ? e : new Problem(0, {detail: 'the server does not answer'}, null), () => load(fillIn)));
    }
  }

  /** Drafts a contract from records of the topic; without a draft one begins with a frame. */
  async function draft(topic) {
    token.set(secret.value.trim());
    const stop = loading(trial, `Sampling ${topic}…`);
    try {
      const response = await send('api/v1/contracts/infer', {method: 'POST', body: JSON.stringify({topic}), headers: {'Content-Type': 'application/json'}, signal: abort.signal});
      const found = await response.json();
      area.value = found.draft;
      fill(result, h('p', {class: 'note'}, `Drafted from ${words.many(found.records, 'record')}. Read it: what is promised is up to you. Its owner has to be filled in.`),
          h('details', {}, h('summary', {}, 'How they were chosen'), h('ul', {}, found.how_sampled.map(it => h('li', {}, it)))));
    } catch (e) {
      if (e.name === 'AbortError') return;
      if (!(e instanceof Problem)) throw e;
      const refused = e.status === 401 || e.status === 403;
      fill(result, h('div', {class: 'note problem', role: 'alert'}, h('span', {}, refused ? 'A write token is needed to draft, as records are read.' : `No draft: ${[e.message, ...(e.document.errors ?? []).map(it => it.detail)].join('; ')}.`), h('button', {type: 'button', on: {click: () => draft(topic)}}, 'Draft again')));
      if (area.value === '') area.value = EMPTY(topic);
    } finally {
      stop();
    }
    drawNumbers();
    check();
  }

  area.addEventListener('input', changed);
  secret.addEventListener('change', () => { token.set(secret.value.trim()); check(); });
  if (urn) load(true);
  else if (query().get('topic')) draft(query().get('topic'));
  else {
    area.value = EMPTY(null);
    drawNumbers();
    check();
  }
  return () => {
    abort.abort();
    checking?.abort();
    clearTimeout(timer);
  };
}
