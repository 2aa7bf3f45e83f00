// Charts on one time axis, and a table of the same numbers beside each.

import {fill, h} from './dom.js';
import {count, isLocal, now, span, time} from './format.js';

const GUTTER = 64;
const NAMES = ['page', 'surface', 'band', 'text', 'muted', 'line', 'link', 'ok', 'warning', 'critical', 'unknown'];
const TABLE_PAGE = 100;
const CROWDED = 16;
const STATES = {C: 'critical', W: 'warning', U: 'unknown', O: 'ok'};
const FONT = '12px system-ui, sans-serif';

/** The colours of the theme as a canvas needs them. */
export function palette() {
  const probe = h('i', {class: 'away'});
  document.body.append(probe);
  const colours = Object.fromEntries(NAMES.map(name => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return colours;
}

const translucent = (colour, alpha) => colour.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`);

function hatch(context, colour) {
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const pen = tile.getContext('2d');
  pen.strokeStyle = translucent(colour, 0.55);
  pen.lineWidth = 1.2;
  pen.beginPath();
  pen.moveTo(-2, 10);
  pen.lineTo(10, -2);
  pen.moveTo(-2, 2);
  pen.lineTo(2, -2);
  pen.moveTo(6, 10);
  pen.lineTo(10, 6);
  pen.stroke();
  return context.createPattern(tile, 'repeat');
}

/** Windows in a row with the same letter, as spans of seconds. */
export function runs(letters, wanted, times, step) {
  const found = [];
  for (let i = 0; i < letters.length; i++) {
    if (letters[i] !== wanted) continue;
    const last = found.at(-1);
    if (last && last.to === times[i]) last.to += step;
    else found.push({from: times[i], to: times[i] + step});
  }
  return found;
}

function background(spec, colours) {
  return u => {
    const {ctx, bbox} = u;
    const x = seconds => Math.min(bbox.left + bbox.width, Math.max(bbox.left, u.valToPos(seconds, 'x', true)));
    ctx.save();
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const it of spec.spans ?? []) {
      const left = x(it.from);
      const width = Math.max(2, x(it.to) - left);
      if (it.kind === 'unknown') {
        ctx.fillStyle = hatch(ctx, colours.unknown);
        ctx.fillRect(left, bbox.top, width, bbox.height);
      } else if (it.kind === 'missing') {
        ctx.fillStyle = translucent(colours.band, 0.6);
        ctx.fillRect(left, bbox.top, width, bbox.height);
        ctx.fillStyle = colours.muted;
        ctx.font = FONT.replace('12px', `${11 * devicePixelRatio}px`);
        if (width > ctx.measureText(it.text).width) ctx.fillText(it.text, left + 8 * devicePixelRatio, bbox.top + bbox.height - 8 * devicePixelRatio);
      } else {
        const colour = colours[STATES[it.kind]];
        ctx.fillStyle = translucent(colour, 0.14);
        ctx.fillRect(left, bbox.top, width, bbox.height);
        ctx.fillStyle = colour;
        ctx.fillRect(left, bbox.top, width, 3 * devicePixelRatio);
      }
    }
    ctx.restore();
  };
}

/** Marks so close to each other that their signs would overlap, as one. */
export function folded(marks, apart) {
  const groups = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && mark.x - last[0].x < apart) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

function foreground(spec, colours) {
  return u => {
    const {ctx, bbox} = u;
    const dpr = devicePixelRatio;
    ctx.save();
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.font = FONT.replace('12px', `${11 * dpr}px`);
    for (const line of spec.lines ?? []) {
      if (line.value === null || line.value === undefined) continue;
      const y = Math.round(u.valToPos(line.value, 'y', true));
      if (y < bbox.top - 1 || y > bbox.top + bbox.height + 1) continue;
      const colour = colours[line.colour];
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.5 * dpr;
      ctx.setLineDash(line.dashed ? [5 * dpr, 4 * dpr] : []);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      const width = ctx.measureText(line.label).width;
      const above = y - 5 * dpr > bbox.top + 10 * dpr;
      const textY = above ? y - 4 * dpr : y + 12 * dpr;
      ctx.fillStyle = translucent(colours.page, 0.8);
      ctx.fillRect(bbox.left + bbox.width - width - 8 * dpr, textY - 10 * dpr, width + 6 * dpr, 13 * dpr);
      ctx.fillStyle = colour;
      ctx.fillText(line.label, bbox.left + bbox.width - width - 5 * dpr, textY);
    }
    ctx.setLineDash([2 * dpr, 3 * dpr]);
    const marks = (spec.marks ?? []).map(mark => ({...mark, x: Math.round(u.valToPos(mark.at, 'x', true))})).filter(({x}) => x >= bbox.left && x <= bbox.left + bbox.width);
    for (const group of folded(marks, CROWDED * dpr)) {
      const {x} = group[0];
      ctx.strokeStyle = colours.text;
      ctx.lineWidth = dpr;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillStyle = colours.text;
      ctx.fillText(group.length === 1 ? group[0].sign : `${group.length} marks`, x - 4 * dpr, bbox.top + 10 * dpr);
    }
    ctx.setLineDash([]);
    for (let i = 0; spec.notch && i < spec.times.length; i++) {
      const notch = spec.notch(i);
      if (!notch) continue;
      const x = u.valToPos(notch.at, 'x', true);
      const y = u.valToPos(notch.value, 'y', true);
      ctx.fillStyle = colours.text;
      ctx.beginPath();
      ctx.moveTo(x, y + 1 * dpr);
      ctx.lineTo(x - 4 * dpr, y - 6 * dpr);
      ctx.lineTo(x + 4 * dpr, y - 6 * dpr);
      ctx.fill();
    }
    ctx.restore();
  };
}

const PATHS = {
  steps: () => uPlot.paths.stepped({align: 1}),
  bars: () => uPlot.paths.bars({size: [0.82, 60], align: 1}),
  line: () => uPlot.paths.linear(),
};

/**
 * Draws one chart into a figure.
 *
 * @param spec {label, summary, from, to, step, times, series: [{label, values, colour, kind, format, outlined, scale}],
 *     lines, spans, marks, range(min, max), format}
 * @param zoomed called with the seconds that somebody has dragged over
 */
export function chart(spec, zoomed) {
  const readout = h('span', {class: 'readout muted'});
  const host = h('div', {class: 'plot', role: 'img', 'aria-label': `${spec.label}. ${spec.summary}`});
  const table = h('div', {class: 'chart-table'});
  const button = h('button', {type: 'button', class: 'quiet', 'aria-expanded': 'false', 'aria-label': `Table of ${spec.label}`}, 'Table');
  const figure = h('figure', {class: 'chart'}, h('figcaption', {}, h('h3', {}, spec.label), h('span', {class: 'summary'}, spec.summary), readout, button), host, table);
  button.addEventListener('click', () => {
    const open = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!open));
    if (open) fill(table); else drawTable(table, spec, 0);
  });
  let plot = null;
  let observer = null;

  function draw() {
    const colours = palette();
    const axis = {stroke: colours.muted, grid: {stroke: colours.band, width: 1}, ticks: {stroke: colours.band, width: 1, size: 4}, font: FONT};
    const options = {
      width: Math.max(200, host.clientWidth), height: spec.height ?? 150, pxAlign: 0,
      legend: {show: false},
      padding: [8, 8, 0, 0],
      tzDate: ts => (isLocal() ? new Date(ts * 1000) : uPlot.tzDate(new Date(ts * 1000), 'UTC')),
      cursor: {sync: {key: 'time', setSeries: false}, y: false, points: {size: 6}, drag: {x: true, y: false, setScale: false}},
      scales: {
        x: {time: true, range: () => [spec.from, spec.to]},
        y: {range: (u, min, max) => spec.range(min ?? 0, max ?? 0)},
        low: {range: (u, min, max) => [0, Math.max(4, (max ?? 0) * 4)]},
      },
      axes: [
        {...axis, size: 26, space: 70, values: axisTimes},
        {...axis, size: GUTTER, values: (u, values) => values.map(value => spec.format(value)), space: 28},
      ],
      series: [{}, ...spec.series.map(it => ({
        label: it.label, scale: it.scale ?? 'y', spanGaps: false, paths: PATHS[it.kind](),
        stroke: colours[it.colour], width: it.kind === 'bars' ? (it.outlined ? 1.5 : 0) : 1.6,
        fill: it.kind !== 'bars' || it.outlined ? undefined : translucent(colours[it.colour], it.faint ? 0.5 : 0.85),
        points: it.kind === 'bars' ? {show: false} : {show: (u, i, from, to) => to - from < 3, size: 5},
      }))],
      bands: spec.bands?.map(it => ({...it, fill: translucent(colours.line, 0.22)})) ?? [],
      hooks: {
        drawClear: [background(spec, colours)],
        draw: [foreground(spec, colours)],
        setCursor: [u => { readout.textContent = u.cursor.idx === null || u.cursor.idx === undefined ? '' : read(spec, u.cursor.idx); }],
        setSelect: [u => {
          if (u.select.width < 8) return;
          const from = u.posToVal(u.select.left, 'x');
          const to = u.posToVal(u.select.left + u.select.width, 'x');
          u.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
          zoomed(Math.floor(from), Math.ceil(to));
        }],
      },
    };
    plot = new uPlot(options, [spec.times, ...spec.series.map(it => it.values)], host);
    observer = new ResizeObserver(() => {
      if (host.clientWidth > 0 && host.clientWidth !== plot.width) plot.setSize({width: host.clientWidth, height: spec.height ?? 150});
    });
    observer.observe(host);
  }

  return {
    figure, draw,
    close() {
      observer?.disconnect();
      plot?.destroy();
    },
  };
}

/** Times on an axis: the date only where a day begins. */
function axisTimes(u, values) {
  const options = isLocal() ? {} : {timeZone: 'UTC'};
  const clock = new Intl.DateTimeFormat('en-GB', {...options, hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
  const day = new Intl.DateTimeFormat('en-GB', {...options, day: 'numeric', month: 'short'});
  const wide = values.length > 1 && values[1] - values[0] >= 86_400;
  return values.map(value => {
    const text = clock.format(value * 1000);
    return wide || text === '00:00' ? day.format(value * 1000) : text;
  });
}

function read(spec, i) {
  const parts = spec.series.filter(it => !it.hidden && it.values[i] !== null && it.values[i] !== undefined).map(it => `${it.label} ${(it.format ?? spec.format)(it.values[i])}`);
  const more = spec.more?.(i);
  if (more) parts.push(more);
  return `${time(spec.times[i] * 1000)}: ${parts.length ? parts.join(', ') : 'no data'}`;
}

function drawTable(element, spec, page) {
  const rows = [];
  for (let i = spec.times.length - 1; i >= 0; i--) rows.push(i);
  const pages = Math.max(1, Math.ceil(rows.length / TABLE_PAGE));
  const shown = spec.series.filter(it => !it.hidden);
  fill(element,
      h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${spec.label} as a table`},
          h('table', {}, h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Window'), shown.map(it => h('th', {scope: 'col'}, it.label)))),
              h('tbody', {}, rows.slice(page * TABLE_PAGE, (page + 1) * TABLE_PAGE).map(i =>
                h('tr', {}, h('th', {scope: 'row'}, time(spec.times[i] * 1000)), shown.map(it => h('td', {}, it.values[i] === null || it.values[i] === undefined ? 'no data' : (it.format ?? spec.format)(it.values[i])))))))),
      pages > 1 ? h('div', {class: 'pages'}, h('button', {type: 'button', disabled: page === 0, on: {click: () => drawTable(element, spec, page - 1)}}, 'Later'), `${page + 1} of ${pages}`, h('button', {type: 'button', disabled: page + 1 >= pages, on: {click: () => drawTable(element, spec, page + 1)}}, 'Earlier')) : null);
}

/** Which step fits a span: a few hundred windows, and whole hours where minutes are no longer kept. */
export function stepFor(from, to) {
  const seconds = to - from;
  if (seconds > 86_400 * 1.9 || now() / 1000 - from > 86_400 * 1.9) return seconds > 86_400 * 20 ? 7200 : 3600;
  for (const step of [60, 120, 300]) if (seconds / step <= 400) return step;
  return 300;
}

export const stepText = seconds => `${seconds / 60}m`;
export {count, span};
