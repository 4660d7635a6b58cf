// A bot's own large keys under the composer.
import { h, icon } from "./dom.js";
import { t } from "./words.js";

/** The rows of a reply keyboard; `press(key)` when one is pressed. */
export function replyKeyboard(keyboard, press) {
  const rows = keyboard.rows.map((row) => h("div", { class: "keys-row" }, row.map((key) => h(
    "button",
    { type: "button", class: `reply-key ${key.style ?? ""}`, onclick: () => press(key) },
    key.request_location ? icon("place") : key.request_contact ? icon("person") : null,
    h("span", { class: "key-text" }, key.text),
  ))));
  return h("div", { class: keyboard.resize ? "reply-keys" : "reply-keys tall", role: "group", "aria-label": t("keyboard") }, rows);
}
