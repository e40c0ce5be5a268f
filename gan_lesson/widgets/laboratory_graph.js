// The game as a graph: where data flow, where the gradient comes back, where it is cut, and who moves.
//
// Python says what is lit (laboratory/flow.py). Here are the places of nodes and edges, and their pictures.

import { fit } from "../page/canvas.js";
import { button, element, setAttributes, svg } from "../page/element.js";
import { capital, clamp, grouped } from "../page/numbers.js";
import { LaboratoryPlane } from "./laboratory_plane.js";
import { answersIn, curveIn } from "./laboratory_pictures.js";

const WIDEST = 46; // em
const AIR = 0.6; // em: a panel cuts off what stands out from a picture at its edge
const TITLE = 1.35; // em: a line of words above a picture
const TANK = 1.3; // em, as in the sheet
const SMALLEST = 6.4; // em, a picture's side, unless there is no room
const REST = 17.8; // em, the height of everything but two such pictures
const ANSWERS = 3.6; // em, the height of a picture of answers
const LOSS = 2.4; // em, of a loss
const EVERY = 0.95; // em from one chevron to the next
const SQUARES = ["latents", "generator", "fakes", "real", "discriminator"];
const PLAYERS = ["generator", "discriminator"];
const OF = { draw: "latents", show_real: "real", judge_real: "real", score_real: "real" }; // the rest is of fakes
// Where the gradient comes back, by the last edge on its way.
const STREAMS = { of_real: "score_real", of_fake: "score_fake", through: "pay" };
const EDGES = ["draw", "make", "show_fake", "show_real", "judge_real", "judge_fake", "score_real", "score_fake", "pay"];
const IDLE = { player: null, nodes: [], forward: [], backward: [], cut: false, numbers: {}, gradients: {}, moved: {} };

/**
 * The graph of the game. `open(words)` is called with what there is to be read out when a card opens.
 *
 * `setUp` takes `{ plan, graph }` of what Python sends at the beginning, `graph` as `parts_of` in laboratory/flow.py
 * gives it; `paint` takes a frame with `flow`, and layers with `flow_...`, `opinion` and `manifold`.
 */
export class GameGraph {
  element = element("div", { class: "gl-graph", role: "group", "aria-label": "The game as a graph" });
  #open;
  #nodes = {};
  #edges = {};
  #streams = {};
  #opened = null; // the name of the node whose card is open
  #frame = null;

  constructor({ open = () => {} } = {}) {
    this.#open = open;
    this.turns = element("div", { class: "gl-turns", "aria-hidden": "true" });
    this.caption = element("div", { class: "gl-caption-now" });
    this.game = element("div", { class: "gl-game" });
    this.edges = svg("svg", { class: "gl-edges", "aria-hidden": "true" });
    this.streams = svg("svg", { class: "gl-edges gl-streams", "aria-hidden": "true" });
    this.cut = svg("g", { class: "gl-cut" });
    this.words = element("div", { class: "gl-cut-words" });
    this.card = element("div", {
      class: "gl-card",
      role: "region",
      tabindex: "-1",
      hidden: "",
      onkeydown: (event) => this.#key(event),
    });
    this.element.append(this.turns, this.caption, this.game);
  }

  setUp({ plan, graph }) {
    this.graph = graph;
    this.plan = plan;
    this.close();
    this.turns.replaceChildren(
      ...["discriminator", "generator"].map((player) =>
        element(
          "div",
          { class: "gl-turn", "data-player": player },
          capital(player),
          element("ol", {}, ...plan.filter((one) => one.player === player).map(() => element("li"))),
        ),
      ),
    );
    this.#nodes = Object.fromEntries(Object.entries(graph).map(([name, part]) => [name, this.#node(name, part)]));
    this.#edges = Object.fromEntries(EDGES.map((name) => [name, this.#edge(name)]));
    this.#streams = Object.fromEntries(Object.keys(STREAMS).map((name) => [name, svg("g", { class: "gl-stream" })]));
    this.edges.replaceChildren(...Object.values(this.#edges), this.cut);
    this.streams.replaceChildren(...Object.values(this.#streams));
    this.game.replaceChildren(
      this.edges,
      ...Object.values(this.#nodes).map(({ box }) => box),
      this.#nodes.discriminator.held,
      this.streams,
      this.words,
      this.card,
    );
    if (this.em) this.resize(this.width, this.em);
  }

  #node(name, { title }) {
    const canvas = element("canvas");
    const picture = element("span", { class: "gl-picture" }, canvas);
    const box = button("", () => this.toggle(name), { class: "gl-node", "data-node": name, "aria-expanded": "false" });
    const node = { box, canvas, picture };
    box.append(element("span", { class: "gl-title" }, title), picture);
    if (SQUARES.includes(name)) node.plane = new LaboratoryPlane(canvas, { aspect: 1 });
    if (PLAYERS.includes(name)) {
      node.tank = element("span", { class: "gl-tank", "aria-hidden": "true" }, element("i"), element("b"));
      node.moves = element("span", { class: "gl-moves", hidden: "" });
      node.held = element("span", { class: "gl-held" });
      picture.append(node.tank, node.moves);
      if (name === "generator") box.append(node.held);
    }
    if (name.endsWith("_loss")) {
      node.value = element("span", { class: "gl-value" });
      picture.append(node.value);
    }
    return node;
  }

  #edge(name) {
    const group = svg("g", { class: "gl-edge", "data-edge": name, "data-of": OF[name] ?? "fake" });
    for (const part of ["line-of", "beads", "head"]) group.append(svg("path", { class: `gl-${part}` }));
    return group;
  }

  /** Takes `width` CSS pixels, and no more than `room` in height if it can; one em has `em` of them. */
  resize(width, em, room = Infinity) {
    Object.assign(this, { width, em });
    if (!this.graph) return;
    // The longest sentence has 180 letters: the graph must not jump when the words change.
    const lines = Math.ceil(180 / (1.85 * (width / em)));
    this.caption.style.minHeight = `${1.9 + 1.4 * lines}em`;
    const head = 5.2 + 1.4 * lines;
    const places = placesOf(Math.min(width / em - AIR, WIDEST), room / em - head);
    setAttributes(this.game, { style: `width: ${places.width}em; height: ${places.height}em` });
    for (const [name, { left, top, width: w, height }] of Object.entries(places.nodes)) {
      const node = this.#nodes[name];
      node.box.style.cssText = `left: ${left}em; top: ${top}em; width: ${w}em`;
      const inner = [w * em - 4 - (node.tank ? TANK * em : 0), height * em - 4];
      if (node.plane) node.plane.resize(inner[0], inner[0], em / 14);
      else node.ratio = fit(node.canvas, ...inner);
    }
    for (const [name, points] of Object.entries(places.edges)) layEdge(this.#edges[name], points, em);
    for (const [name, points] of Object.entries(places.streams)) layStream(this.#streams[name], points, em);
    const [x, y] = places.cut.map((value) => value * em);
    const half = 0.55 * em;
    this.cut.replaceChildren(
      svg("rect", { x: x - half, y: y - half, width: 2 * half, height: 2 * half }),
      svg("path", {
        d: [-1, 1].map((side) => `M${x + side * half - 0.35 * em} ${y + 0.75 * em}l${0.7 * em} ${-1.5 * em}`).join(""),
      }),
    );
    for (const [box, at] of [
      [this.words, places.words],
      [this.#nodes.discriminator.held, places.held],
    ])
      box.style.cssText = `left: ${at.left}em; top: ${at.top}em; width: ${at.width}em`;
    this.places = places;
    this.#placeCard();
  }

  /** Shows a frame; a frame without `flow` leaves what is lit as it is. */
  paint(frame, layers, palette) {
    if (!this.graph || !this.places) return;
    const flow = frame?.flow ?? this.#frame?.flow ?? IDLE;
    this.#frame = { flow, report: frame?.report };
    this.#paintTurns(flow, frame?.report);
    this.element.classList.toggle("gl-within", Boolean(flow.player));
    this.element.classList.toggle("gl-cut-off", flow.cut);
    for (const [name, node] of Object.entries(this.#nodes))
      node.box.classList.toggle("gl-lit", flow.nodes.includes(name));
    for (const [name, edge] of Object.entries(this.#edges)) {
      edge.classList.toggle("gl-forward", flow.forward.includes(name));
      edge.classList.toggle("gl-backward", flow.backward.includes(name));
    }
    for (const [name, stream] of Object.entries(this.#streams))
      stream.classList.toggle("gl-lit", flow.backward.includes(STREAMS[name]));
    this.#paintCut(flow);
    for (const player of PLAYERS) this.#paintPlayer(this.#nodes[player], flow, player);
    this.#paintPictures(flow, layers, palette);
    if (this.#opened) this.#fillCard();
  }

  #paintTurns({ player, name }, report) {
    for (const turn of this.turns.children) {
      const whose = turn.getAttribute("data-player");
      turn.classList.toggle("gl-lit", whose === player);
      const steps = this.plan.filter((one) => one.player === whose);
      const at = steps.findIndex((one) => one.name === name);
      const before = player === "generator" && whose === "discriminator";
      [...turn.lastChild.children].forEach((pip, i) => {
        pip.classList.toggle("gl-lit", whose === player && i === at);
        pip.classList.toggle("gl-done", before || (whose === player && i < at));
      });
    }
    const words = player ? `${capital(player)}: ${name}` : "The whole game";
    const why = report?.why ?? "Choose a part to read its card. Press “forward ▸” to see what flows where.";
    if (this.said !== words + why) {
      this.said = words + why;
      this.caption.replaceChildren(element("strong", {}, words), element("span", { class: "gl-why" }, why));
    }
  }

  #paintCut({ player, name, cut, backward }) {
    const through = backward.includes("show_fake");
    const detach = element("code", {}, "detach()");
    let words = player ? ["not cut"] : [];
    if (cut) words = [detach, element("br"), name === "backward" ? "no gradient beyond" : "cuts the way back"];
    if (through) words = ["through her", element("br"), "to him"];
    this.words.replaceChildren(...words);
    this.words.classList.toggle("gl-lit", through || (cut && ["sample", "backward"].includes(name)));
  }

  #paintPlayer({ box, tank, held, moves }, flow, player) {
    const { length = 0, before = 0, kind = "" } = flow.gradients[player] ?? {};
    const refilled = kind === "new" && flow.name !== "update"; // zero_grad has emptied it, and backward filled it
    tank.dataset.kind = kind;
    tank.style.cssText = `--gl-level: ${levelOf(length)}; --gl-before: ${levelOf(before)}`;
    tank.classList.toggle("gl-refilled", refilled);
    const now = length ? short(length) : "empty";
    const words =
      refilled && before && !(this.places.narrow && player === "discriminator")
        ? [`${short(before)} → 0`, `→ ${now}`]
        : [now];
    held.textContent = flow.player ? [".grad", ...words].join(player === "generator" ? " " : "\n") : "\u00a0";
    held.classList.toggle("gl-changed", length !== before);
    const moved = flow.moved[player];
    const updating = ["update", "step"].includes(flow.name);
    moves.hidden = !updating;
    box.classList.toggle("gl-moved", updating && moved > 0);
    box.classList.toggle("gl-stays", updating && !moved);
    moves.textContent = moved ? `moves ${short(moved)}` : "stays";
  }

  #paintPictures(flow, layers, palette) {
    const data = (name) => layers[name]?.data;
    const { latents, generator, fakes, real, discriminator } = this.#nodes;
    const within = Boolean(flow.player);
    latents.plane.paint({}, palette);
    latents.plane.grid(palette);
    if (data("flow_latents")) latents.plane.dots(data("flow_latents"), palette);
    generator.plane.paint({ manifold: thinned(layers.manifold) }, palette);
    discriminator.plane.paint({ opinion: layers.opinion }, palette);
    fakes.plane.paint({}, palette);
    if (data("flow_fake"))
      fakes.plane.judged({ fake: data("flow_fake") }, { fake: within ? data("flow_fake_answers") : null }, palette);
    if (data("flow_descents") && flow.name === "backward")
      fakes.plane.descents(data("flow_fake"), data("flow_descents"), palette, 32);
    real.plane.paint({}, palette);
    if (data("flow_real"))
      real.plane.judged({ real: data("flow_real") }, { real: within ? data("flow_real_answers") : null }, palette);
    for (const kind of ["real", "fake"])
      answersIn(this.#nodes[`${kind}_answers`], data(`flow_${kind}_answers`), palette);
    const losses = layers.flow_losses;
    PLAYERS.forEach((player) => {
      const node = this.#nodes[`${player}_loss`];
      node.value.textContent = flow.numbers[`${player}_loss`]?.[0] ?? "–";
      const row = player === "discriminator" ? 0 : 1;
      const length = losses ? losses.data.length / 2 : 0;
      curveIn(node, losses ? losses.data.subarray(row * length, (row + 1) * length) : [], palette[player], palette);
    });
  }

  // The card of a node

  toggle(name) {
    if (this.#opened === name) return this.close();
    this.close();
    this.#opened = name;
    this.#nodes[name].box.setAttribute("aria-expanded", "true");
    this.card.hidden = false;
    this.#fillCard();
    this.#placeCard();
    this.card.focus();
    this.#open(this.card.textContent);
  }

  close() {
    if (!this.#opened) return;
    const { box } = this.#nodes[this.#opened];
    box.setAttribute("aria-expanded", "false");
    this.#opened = null;
    const inside = this.card.contains(document.activeElement);
    this.card.hidden = true;
    if (inside) box.focus();
  }

  #key(event) {
    if (event.key === "Escape") this.close();
  }

  #fillCard() {
    const { title, words, lesson, code } = this.graph[this.#opened];
    const { player, numbers } = this.#frame?.flow ?? IDLE;
    const lines = code[player] ?? code.discriminator ?? code.generator ?? "";
    const now = numbers[this.#opened] ?? [];
    const said = [title, words, lesson, lines, ...now].join("|");
    if (this.card.said === said) return;
    this.card.said = said;
    this.card.setAttribute("aria-label", title);
    this.card.replaceChildren(
      element("h4", {}, capital(title)),
      button("×", () => this.close(), { class: "gl-close", "aria-label": "Close" }),
      element("p", {}, words),
      element("ul", { "aria-label": "now" }, ...now.map((one) => element("li", {}, one))),
      element("pre", {}, lines),
      element("p", { class: "gl-muted" }, `Explained in lesson ${lesson}.`),
    );
  }

  /** Where it covers everything but the row of its node. */
  #placeCard() {
    if (!this.#opened || !this.places) return;
    const { top, height } = this.places.nodes[this.#opened];
    const below = top + height / 2 < this.places.height / 2;
    this.card.style.cssText = below
      ? `top: ${top + TITLE + height + TITLE + 0.3}em`
      : `bottom: ${this.places.height - top + 0.4}em`;
  }
}

/** A positive number with two digits. */
const short = (value) => {
  if (value >= 100) return grouped(value);
  return value >= 0.001 ? value.toPrecision(2) : value.toExponential(0).replace("-", "−");
};

/** How full a tank is, from 0 to 1: a third for each tenfold, because gradients differ that much. */
export const levelOf = (length) => (length > 0 ? clamp((Math.log10(length) + 2.5) / 4, 0.08, 1) : 0);

/** Every second line of a grid, so that a small picture of it stays clear. */
export function thinned(layer) {
  if (!layer || layer.shape[0] < 3) return layer;
  const [rows, columns] = layer.shape;
  const data = [];
  for (let row = 0; row < rows; row += 2) {
    for (let column = 0; column < columns; column += 2) {
      const i = 2 * (row * columns + column);
      data.push(layer.data[i], layer.data[i + 1]);
    }
  }
  return { data, shape: [Math.ceil(rows / 2), Math.ceil(columns / 2), 2] };
}

/** The layout, in em: his row above, hers in the middle, answers and losses below; lower than `room` if that can be. */
export function placesOf(width, room = Infinity) {
  const least = width < 30 ? 2.4 : width < 38 ? 3.2 : 3.8;
  const most = (width - TANK - 2 * least) / 3;
  const side = Math.min(most, Math.max(SMALLEST, (room - REST) / 2));
  const narrow = side < 7.2; // a long title reaches beyond its picture
  const gap = (width - TANK - 3 * side) / 2;
  const columns = [0, side + gap, 2 * side + TANK + 2 * gap];
  const half = (width - 2.8) / 2;
  const tops = [0, TITLE + side + 2];
  tops.push(tops[1] + TITLE + side + 2.2);
  tops.push(tops[2] + TITLE + ANSWERS + 1.9);
  const nodes = {};
  const put = (name, row, left, w, height) => (nodes[name] = { left, top: tops[row], width: w, height });
  put("latents", 0, columns[0], side, side);
  put("generator", 0, columns[1], side + TANK, side);
  put("fakes", 0, columns[2], side, side);
  put("real", 1, columns[0], side, side);
  put("discriminator", 1, columns[1], side + TANK, side);
  put("real_answers", 2, 0, half, ANSWERS);
  put("fake_answers", 2, half + 2.8, half, ANSWERS);
  put("discriminator_loss", 3, 0, half, LOSS);
  put("generator_loss", 3, half + 2.8, half, LOSS);

  // Edges go from picture to picture; streams, along which the gradient comes back, go through pictures, too.
  const { fakes, generator: him, discriminator: her, real_answers: ofReal, fake_answers: ofFake } = nodes;
  const middle = (box) => box.top + TITLE + box.height / 2;
  const bottom = (box) => box.top + TITLE + box.height;
  const right = (box) => box.left + box.width;
  const off = 0.3; // between a line and a picture
  const down = fakes.left + fakes.width / 2;
  const inset = narrow ? 1 : 1.4;
  const [realX, fakeX] = [right(ofReal) - inset, ofFake.left + inset];
  const [below, above, under, over] = [bottom(her) + off, tops[2] - 0.1, bottom(ofReal) + off, tops[3] - 0.1];
  const her_loss = nodes.discriminator_loss;
  const along = (box, next) => [
    [right(box) + off, middle(box)],
    [next.left - off, middle(next)],
  ];
  const drop = (x, from, to) => [
    [x, from],
    [x, to],
  ];
  const edges = {
    draw: along(nodes.latents, him),
    make: along(him, fakes),
    show_fake: [
      [down, bottom(fakes) + off],
      [down, middle(her)],
      [right(her) + off, middle(her)],
    ],
    show_real: along(nodes.real, her),
    judge_real: drop(realX, below, above),
    judge_fake: drop(fakeX, below, above),
    score_real: drop(realX, under, over),
    score_fake: [
      [ofFake.left - 0.1, middle(ofFake)],
      [width / 2, middle(ofFake)],
      [width / 2, middle(her_loss)],
      [right(her_loss) + off, middle(her_loss)],
    ],
    pay: drop(fakeX, under, over),
  };
  const intoHer = (x, share) => [
    [x, bottom(her) - share * side],
    [right(her) - TANK / 2, bottom(her) - share * side],
  ];
  const streams = {
    of_real: [[realX, over], ...intoHer(realX, 0.66)],
    of_fake: [...edges.score_fake.toReversed(), [fakeX, middle(ofFake)], ...intoHer(fakeX, 0.28)],
    through: [
      [fakeX, over],
      [fakeX, middle(her)],
      [down, middle(her)],
      [down, middle(fakes)],
      [right(him) - TANK / 2, middle(him)],
    ],
  };
  const beside = { left: right(her) + 0.4, width: width - right(her) - 0.4 };
  const words = { ...beside, top: middle(her) + 1 };
  const held = { ...beside, top: her.top + (narrow ? TITLE - 0.2 : 0) };
  const cut = [(right(her) + down) / 2 + 0.3, middle(her)];
  return { width, height: tops[3] + TITLE + LOSS + 0.2, nodes, edges, streams, cut, words, held, narrow };
}

/** A line with round corners through points in em. */
function pathThrough(points, em) {
  const px = points
    .map(([x, y]) => [x * em, y * em])
    .filter(([x, y], i, all) => !i || Math.hypot(x - all[i - 1][0], y - all[i - 1][1]) > 0.5);
  const parts = px.slice(1, -1).map(([x, y], i) => {
    const near = ([u, v]) => {
      const length = Math.hypot(u - x, v - y);
      const share = Math.min(0.8 * em, length / 2) / length;
      return [x + (u - x) * share, y + (v - y) * share];
    };
    return `L${near(px[i]).join(" ")}Q${x} ${y} ${near(px[i + 2]).join(" ")}`;
  });
  return `M${px[0].join(" ")}${parts.join("")}L${px.at(-1).join(" ")}`;
}

/** Lays a line, and a head at its end. */
function layEdge(group, points, em) {
  const [line, beads, head] = group.children;
  const size = 0.95 * em;
  const [[x0, y0], [x1, y1]] = points.slice(-2);
  const angle = Math.atan2(y1 - y0, x1 - x0);
  // The line ends within its head: a thick one must not stick out beyond it.
  const within = [...points.slice(0, -1), [x1 - 0.6 * Math.cos(angle), y1 - 0.6 * Math.sin(angle)]];
  for (const path of [line, beads]) path.setAttribute("d", pathThrough(within, em));
  setAttributes(head, {
    d: `M0 0L${-size} ${-0.6 * size}L${-size} ${0.6 * size}Z`,
    transform: `translate(${x1 * em} ${y1 * em}) rotate(${(angle * 180) / Math.PI})`,
  });
}

/** Lays a broad band, and chevrons on it that point along it. */
function layStream(group, points, em) {
  const d = pathThrough(points, em);
  const bands = ["gl-halo", "gl-band"].map((name) => svg("path", { class: name, d }));
  group.replaceChildren(...bands);
  const total = bands[0].getTotalLength();
  const count = Math.max(2, Math.round(total / (EVERY * em)));
  for (let i = 0; i < count; i++) {
    const at = ((i + 0.5) / count) * total;
    const [here, next] = [bands[0].getPointAtLength(at), bands[0].getPointAtLength(Math.min(total, at + 1))];
    const turn = (Math.atan2(next.y - here.y, next.x - here.x) * 180) / Math.PI;
    group.append(
      svg("path", {
        class: "gl-chevron",
        style: `--gl-place: ${i}`,
        d: `M${-0.24 * em} ${-0.45 * em}L${0.24 * em} 0L${-0.24 * em} ${0.45 * em}`,
        transform: `translate(${here.x} ${here.y}) rotate(${turn})`,
      }),
    );
  }
}
