// The game of the expert in a page without a kernel: the curves are computed here.

import game from "./expert_game.js";
import style from "./expert_game.css";
import { playsAlone } from "./alone.js";
import { rocOf } from "./roc.js";

/** The same outcome as in expert_game.py, once every picture has been rated. */
function saved(model) {
  const [real, scores, ratings] = ["_real", "_scores", "ratings"].map((name) => model.get(name));
  const each = real.length / model.get("_rounds").length;
  if (ratings.length < real.length) return model.set("_outcome", {});
  const rounds = model.get("_rounds").map((_, round) => {
    const [of, its] = [(all) => all.slice(round * each, (round + 1) * each), (all) => rocOf(of(real), of(all)).area];
    return [its(ratings), its(scores)];
  });
  model.set("_outcome", { you: rocOf(real, ratings), discriminator: rocOf(real, scores), rounds });
}

playsAlone(game, style, { saved });
