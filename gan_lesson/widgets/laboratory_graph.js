// The game as a graph: where data flow, where the gradient comes back, where it is cut, and who moves.
//
// Python says what is lit (laboratory/flow.py). Here are the places of nodes and edges, and their pictures.

import { fit } from "../page/canvas.js";
import { button, element, setAttributes, svg } from "../page/element.js";
import { capital, clamp } from "../page/numbers.js";
import { LaboratoryPlane } from "./laboratory_plane.js";
import { answersIn, curveIn } from "./laboratory_pictures.js";

const WIDEST = 46; // em
const TITLE = 1.35; // em: a line of words above a picture
const TANK = 1.3; // em, as in the sheet
const EVERY = 1.05; // em from one chevron to the next
const SQUARES = ["latents", "generator", "fakes", "real", "discriminator"];
const PLAYERS = ["generator", "discriminator"];
const OF = { draw: "latents", show_real: "real", judge_real: "real", score_real: "real" }; // the rest is of fakes
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
  #opened = null; // the name of the node whose card is open
  #frame = null;

  constructor({ open = () => {} } = {}) {
    this.#open = open;
    this.turns = element("div", { class: "gl-turns", "aria-hidden": "true" });
    this.caption = element("div", { class: "gl-caption-now" });
    this.game = element("div", { class: "gl-game" });
    this.edges = svg("svg", { class: "gl-edges", "aria-hidden": "true" });
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
          `${capital(player)}’s turn`,
          element("ol", {}, ...plan.filter((one) => one.player === player).map(() => element("li"))),
        ),
      ),
    );
    this.#nodes = Object.fromEntries(Object.entries(graph).map(([name, part]) => [name, this.#node(name, part)]));
    this.#edges = Object.fromEntries(Object.keys(EDGES).map((name) => [name, this.#edge(name)]));
    this.edges.replaceChildren(...Object.values(this.#edges), this.cut);
    this.game.replaceChildren(this.edges, ...Object.values(this.#nodes).map(({ box }) => box), this.words, this.card);
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
      node.tank = element("span", { class: "gl-tank", "aria-hidden": "true" }, element("i"));
      node.moves = element("span", { class: "gl-moves", hidden: "" });
      node.held = element("span", { class: "gl-held" });
      picture.append(node.tank, node.moves);
      box.append(node.held);
    }
    if (name.endsWith("_loss")) {
      node.value = element("span", { class: "gl-value" });
      box.insertBefore(node.value, picture);
    }
    return node;
  }

  #edge(name) {
    const group = svg("g", { class: "gl-edge", "data-edge": name, "data-of": OF[name] ?? "fake" });
    group.append(svg("path", { class: "gl-line-of" }), svg("path", { class: "gl-head" }));
    return group;
  }

  /** Takes `width` CSS pixels; one em has `em` of them. */
  resize(width, em) {
    Object.assign(this, { width, em });
    if (!this.graph) return;
    const places = placesOf(Math.min(width / em, WIDEST));
    setAttributes(this.game, { style: `width: ${places.width}em; height: ${places.height}em` });
    for (const [name, { left, top, width: w, height }] of Object.entries(places.nodes)) {
      const node = this.#nodes[name];
      node.box.style.cssText = `left: ${left}em; top: ${top}em; width: ${w}em`;
      const inner = [w * em - 4 - (node.tank ? TANK * em : 0), height * em - 4];
      if (node.plane) node.plane.resize(inner[0], inner[0], em / 14);
      else node.ratio = fit(node.canvas, ...inner);
    }
    for (const [name, points] of Object.entries(places.edges)) layEdge(this.#edges[name], points, em);
    const [x, y] = places.cut.map((value) => value * em);
    const half = 0.55 * em;
    this.cut.replaceChildren(
      svg("rect", { x: x - half, y: y - half, width: 2 * half, height: 2 * half }),
      svg("path", {
        d: [-1, 1].map((side) => `M${x + side * half - 0.35 * em} ${y + 0.75 * em}l${0.7 * em} ${-1.5 * em}`).join(""),
      }),
    );
    const { words } = places;
    this.words.style.cssText = `left: ${words.left}em; top: ${words.top}em; width: ${words.width}em`;
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
    const why =
      report?.why ?? "Each part has its picture, and a card that explains it. A sub-step shows what flows where.";
    if (this.said !== words + why) {
      this.said = words + why;
      this.caption.replaceChildren(element("strong", {}, words), element("span", { class: "gl-why" }, why));
    }
  }

  #paintCut({ player, name, cut, backward }) {
    const through = backward.includes("show_fake");
    const words = cut
      ? [element("code", {}, "detach()"), element("br"), name === "backward" ? "no gradient beyond" : "cut"]
      : through
        ? ["the gradient", element("br"), "goes through her"]
        : player
          ? ["not cut"]
          : [];
    this.words.replaceChildren(...words);
    this.words.classList.toggle("gl-lit", through || (cut && ["sample", "backward"].includes(name)));
  }

  #paintPlayer({ box, tank, held, moves }, flow, player) {
    const { length = 0, before = 0, kind = "" } = flow.gradients[player] ?? {};
    setAttributes(tank, { "data-kind": kind, style: `--gl-level: ${levelOf(length)}` });
    const clearing = flow.name === "clear" && flow.player === player;
    held.textContent = flow.player ? `.grad ${length ? length.toPrecision(2) : clearing ? "emptied" : "empty"}` : " ";
    held.classList.toggle("gl-changed", clearing || length !== before);
    const moved = flow.moved[player];
    const updating = ["update", "step"].includes(flow.name);
    moves.hidden = !updating;
    box.classList.toggle("gl-moved", updating && moved > 0);
    box.classList.toggle("gl-stays", updating && !moved);
    moves.replaceChildren(
      element("strong", {}, moved ? "moves" : "stays"),
      ...(moved ? [`by ${moved.toPrecision(2)}`] : []),
    );
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
    if (data("flow_descents")) fakes.plane.descents(data("flow_fake"), data("flow_descents"), palette);
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
      ? `top: ${top + height + TITLE + 0.6}em`
      : `bottom: ${this.places.height - top + 0.4}em`;
  }
}

const EDGES = {
  draw: 0,
  make: 0,
  show_fake: 0,
  show_real: 0,
  judge_real: 0,
  judge_fake: 0,
  score_real: 0,
  score_fake: 0,
  pay: 0,
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

/** The layout, in em: his row above, hers in the middle, answers and losses below. */
export function placesOf(width) {
  const gap = width < 30 ? 2.2 : width < 38 ? 3 : 3.6;
  const side = (width - TANK - 2 * gap) / 3;
  const columns = [0, side + gap, 2 * side + TANK + 2 * gap];
  const rows = [0, TITLE + side + 2.6];
  const nodes = {};
  const square = (name, column, row) => {
    const w = side + (PLAYERS.includes(name) ? TANK : 0);
    nodes[name] = { left: columns[column], top: rows[row], width: w, height: side };
  };
  ["latents", "generator", "fakes"].forEach((name, column) => square(name, column, 0));
  ["real", "discriminator"].forEach((name, column) => square(name, column, 1));
  const half = (width - 1.6) / 2;
  const answers = rows[1] + TITLE + side + TITLE + 2.2;
  const losses = answers + TITLE + 4.2 + 2.2;
  ["real_answers", "fake_answers"].forEach((name, i) => {
    nodes[name] = { left: i * (half + 1.6), top: answers, width: half, height: 4.2 };
  });
  ["discriminator_loss", "generator_loss"].forEach((name, i) => {
    nodes[name] = { left: i * (half + 1.6), top: losses, width: half, height: 2.2 };
  });
  const height = losses + TITLE + 1.8 + 2.2 + 0.2;

  // Edges go from picture to picture.
  const middle = (name) => nodes[name].top + TITLE + side / 2;
  const right = (name) => nodes[name].left + nodes[name].width;
  const { discriminator: her, fakes, real_answers: ofReal, fake_answers: ofFake } = nodes;
  const out = her.top + TITLE + side + TITLE + 0.15;
  const centre = (box) => box.left + box.width / 2;
  const end = 0.25; // before a picture
  const down = centre(fakes);
  const fork = [centre(her) - 0.28 * her.width, centre(her) + 0.28 * her.width];
  const bend = (from, to, x0, x1) => [
    [x0, from],
    [x0, (from + to) / 2],
    [x1, (from + to) / 2],
    [x1, to],
  ];
  const below = answers + TITLE + 4.2 + end;
  const edges = {
    draw: [
      [right("latents") + end, middle("latents")],
      [nodes.generator.left - end, middle("latents")],
    ],
    make: [
      [right("generator") + end, middle("generator")],
      [fakes.left - end, middle("generator")],
    ],
    show_fake: [
      [down, fakes.top + TITLE + side + end],
      [down, middle("discriminator")],
      [right("discriminator") + end, middle("discriminator")],
    ],
    show_real: [
      [right("real") + end, middle("real")],
      [her.left - end, middle("real")],
    ],
    judge_real: bend(out, answers - 0.1, fork[0], centre(ofReal)),
    judge_fake: bend(out, answers - 0.1, fork[1], centre(ofFake)),
    score_real: [
      [centre(ofReal) - 1.5, below],
      [centre(ofReal) - 1.5, losses - 0.1],
    ],
    score_fake: bend(below, losses - 0.1, centre(ofFake) - 1.5, centre(ofReal) + 1.5),
    pay: [
      [centre(ofFake) + 1.5, below],
      [centre(ofFake) + 1.5, losses - 0.1],
    ],
  };
  const cutAt = (right("discriminator") + down) / 2;
  const words = {
    left: right("discriminator") + 0.4,
    top: middle("discriminator") + 1.1,
    width: width - right("discriminator") - 0.4,
  };
  return { width, height, nodes, edges, cut: [cutAt, middle("discriminator")], words };
}

/** Lays a line with round corners, its head, and chevrons that point back, through points in em. */
function layEdge(group, points, em) {
  const [line, head, ...old] = group.children;
  for (const one of old) one.remove();
  const px = points.map(([x, y]) => [x * em, y * em]);
  const radius = 0.8 * em;
  let d = `M${px[0].join(" ")}`;
  for (let i = 1; i < px.length; i++) {
    const [x, y] = px[i];
    if (i === px.length - 1) {
      d += `L${x} ${y}`;
      break;
    }
    const towards = (from) => {
      const [dx, dy] = [px[from][0] - x, px[from][1] - y];
      const length = Math.hypot(dx, dy) || 1;
      const r = Math.min(radius, length / 2);
      return [x + (dx / length) * r, y + (dy / length) * r];
    };
    d += `L${towards(i - 1).join(" ")}Q${x} ${y} ${towards(i + 1).join(" ")}`;
  }
  const [[x0, y0], [x1, y1]] = px.slice(-2);
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const size = 0.85 * em;
  line.setAttribute("d", d);
  setAttributes(head, {
    d: `M0 0L${-size} ${-0.55 * size}L${-size} ${0.55 * size}Z`,
    transform: `translate(${x1} ${y1}) rotate(${(angle * 180) / Math.PI})`,
  });
  const total = line.getTotalLength();
  // A head ends where the line does: a thick line must not stick out beyond it.
  line.setAttribute("stroke-dasharray", `${Math.max(0, total - 0.6 * size)} ${total}`);
  const count = Math.max(2, Math.round(total / (EVERY * em)));
  for (let i = 0; i < count; i++) {
    const at = ((i + 0.5) / count) * total;
    const [here, next] = [line.getPointAtLength(at), line.getPointAtLength(Math.min(total, at + 1))];
    const turn = (Math.atan2(next.y - here.y, next.x - here.x) * 180) / Math.PI;
    group.append(
      svg("path", {
        class: "gl-back",
        style: `--gl-place: ${i}`,
        d: `M${0.28 * em} ${-0.42 * em}L${-0.2 * em} 0L${0.28 * em} ${0.42 * em}`,
        transform: `translate(${here.x} ${here.y}) rotate(${turn})`,
      }),
    );
  }
}
