import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["gan_lesson/page/bundles/", "site/", "slides/", ".venv/"] },
  js.configs.recommended,
  { rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-shadow": "error" } },
  { files: ["gan_lesson/**/*.js", "authoring/{site,slides}/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["authoring/*.js", "tests/javascript/*.js"], languageOptions: { globals: globals.node } },
];
