// Writes the bundles that Python reads, gan_lesson/page/bundles/: `npm run bundle`, or `node authoring/bundle.js FOLDER`.
//
// The same sources give the same bytes on every machine. A student needs no Node: the bundles are committed.

import { build, transform } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = fileURLToPath(new URL("../gan_lesson/", import.meta.url));
const SLIDES = fileURLToPath(new URL("slides/", import.meta.url));
const REVEAL = fileURLToPath(new URL("../node_modules/reveal.js/", import.meta.url));
const TARGET = ["chrome120", "firefox121", "safari17.2"]; // of the end of 2023: nested rules, :has(), color-mix()

// Players of recordings carry their own style sheet, and are run by the starter as plain scripts, see there, and so are
// live widgets that play alone; anywidget and the exercises want theirs as a file.
const RECORDED = [
  "epoch_player",
  "run_comparison",
  "latent_walk",
  "density_duel",
  "prior_explorer",
  "saddle_explorer",
  "frechet_explorer",
  "critic_explorer",
  "loss_decoder",
  "flip_book",
  "sentence_painter",
];
const ALONE = ["boundary_explorer", "expert_game", "knob_board", "picture_machine"]; // live ones that play without a kernel, too
const PLAYERS = [...RECORDED, ...ALONE.map((name) => `${name}_alone`)].map((name) => `widgets/${name}.js`);
const LIVE = ["boundary_explorer", "expert_game", "forger_game", "knob_board", "laboratory", "picture_machine"];
const SHEETS = ["question", "progress", "verdict"].map((name) => `exercises/${name}.css`);
SHEETS.push("plots/figure.css", "report/card.css");
const SCRIPTS = ["bridge", "progress", "questions", "verdict"].map((name) => `exercises/${name}.js`);

const palettes = JSON.parse(await readFile(join(PACKAGE, "page/palette.json"), "utf8"));

/** {onAccent, runs: [a, b]} is {"on-accent", "runs-0", "runs-1"}. */
function named(palette) {
  const pairs = Object.entries(palette).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((colour, i) => [`${name}-${i}`, colour]) : [[name, value]],
  );
  return pairs.map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value]);
}

/** The palette's colours that a sheet uses, as custom properties, by the theme of JupyterLab or of the system. */
function colours(text) {
  const uses = (name) => text.includes(`var(--gl-${name})`) && !text.includes(`--gl-${name}:`);
  const rule = (theme) => {
    const lines = named(palettes[theme]).filter(([name]) => uses(name));
    return `{ color-scheme: ${theme}; ${lines.map(([name, colour]) => `--gl-${name}: ${colour};`).join(" ")} }\n`;
  };
  return (
    `.gan-lesson ${rule("light")}` +
    `@media (prefers-color-scheme: dark) { body:not([data-jp-theme-light]) .gan-lesson ${rule("dark")} }\n` +
    `body[data-jp-theme-light="false"] .gan-lesson ${rule("dark")}`
  );
}

/** A style sheet with what it imports, small. */
async function sheet(path) {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, write: false });
  const text = outputFiles[0].text;
  const themed = basename(path) === "figure.css" ? "" : colours(text); // it turns the drawing's own colours over
  const small = await transform(themed + text, { loader: "css", minify: true, target: TARGET, charset: "utf8" });
  return small.code;
}

const sheetsAsText = {
  name: "sheets as text",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: (await sheet(path)).trim(), loader: "text" })),
};

/** The speaker's window asks for a reader of Markdown; our notes are HTML. */
const withoutMarkdown = {
  name: "without Markdown",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^marked$/ }, () => ({ path: "marked", namespace: "nothing" }));
    onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "export const marked = null;" }));
  },
};

async function script(path, format) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    minify: true,
    format,
    target: TARGET,
    charset: "utf8",
    loader: { ".html": "text" },
    plugins: [sheetsAsText, withoutMarkdown],
  });
  return outputFiles[0].text;
}

const folder = process.argv[2] ?? join(PACKAGE, "page/bundles");
await mkdir(folder, { recursive: true });
const live = LIVE.flatMap((name) => [`widgets/${name}.js`, `widgets/${name}.css`]);
for (const file of ["page/starter.js", "page/understudy.js", ...PLAYERS, ...live, ...SHEETS, ...SCRIPTS]) {
  const path = join(PACKAGE, file);
  const format = PLAYERS.includes(file) ? "iife" : "esm";
  await writeFile(join(folder, basename(file)), await (file.endsWith(".css") ? sheet(path) : script(path, format)));
}

// Slides, with reveal.js in them, and its licence.
await writeFile(join(folder, "deck.js"), await script(join(SLIDES, "deck.js"), "iife"));
await writeFile(join(folder, "deck.css"), await sheet(join(SLIDES, "deck.css")));
await copyFile(join(REVEAL, "LICENSE"), join(folder, "deck.LICENSE"));
